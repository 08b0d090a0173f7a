using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Vpc;
using CloudWatch = Pulumi.Aws.CloudWatch;
using Iam = Pulumi.Aws.Iam;
using VpcRoute = Pulumi.Aws.Ec2.Route;

namespace Slipway.Infra.Components.Aws;

/// <summary>
/// The network of an environment over its zones: public subnets for the load balancer and the ways out, private ones for
/// workloads, and data subnets without a way out. A connection nobody asked <see cref="Allow"/> for is not possible.
/// </summary>
public sealed class Network : ComponentResource
{
    private const string Anywhere = "0.0.0.0/0";

    private readonly AwsSettings _settings;
    private readonly SecurityGroup? _endpoints;

    public Network(string name, AwsSettings settings, Keys keys, ComponentResourceOptions? options = null)
        : base("slipway:aws:Network", name, options)
    {
        _settings = settings;
        Vpc = new Vpc(name, new VpcArgs
        {
            CidrBlock = settings.Subnets.Range,
            EnableDnsHostnames = true,
            EnableDnsSupport = true,
            Tags = { ["Name"] = $"{settings.Labels.Project}-{settings.Stack}" },
        }, Child);
        // A new VPC's default group lets its members talk to each other; without rules here it lets nobody.
        _ = new DefaultSecurityGroup($"{name}-default", new DefaultSecurityGroupArgs { VpcId = Vpc.Id }, Child);

        var gateway = new InternetGateway($"{name}-internet", new InternetGatewayArgs { VpcId = Vpc.Id }, Child);
        var publicTable = Table($"{name}-public");
        _ = new VpcRoute($"{name}-public-internet", new RouteArgs { RouteTableId = publicTable.Id, DestinationCidrBlock = Anywhere, GatewayId = gateway.Id }, Child);
        var dataTable = Table($"{name}-data");

        var zones = Enumerable.Range(0, settings.Zones.Length).ToList();
        PublicSubnets = [.. zones.Select(zone => Subnet($"{name}-public", zone, settings.Subnets.Public(zone), publicTable))];
        NatGateways = [.. zones.Take(settings.NatPerZone ? zones.Count : 1).Select(zone => WayOut($"{name}-nat-{Letter(zone)}", zone))];
        var privateTables = NatGateways.Select((nat, index) => PrivateTable($"{name}-private-{Letter(index)}", nat)).ToImmutableArray();
        PrivateSubnets = [.. zones.Select(zone => Subnet($"{name}-private", zone, settings.Subnets.Private(zone), privateTables[zone % privateTables.Length]))];
        DataSubnets = [.. zones.Select(zone => Subnet($"{name}-data", zone, settings.Subnets.Data(zone), dataTable))];

        _ = new VpcEndpoint($"{name}-s3", new VpcEndpointArgs
        {
            VpcId = Vpc.Id,
            ServiceName = Service("s3"),
            VpcEndpointType = "Gateway",
            RouteTableIds = privateTables.Select(table => table.Id).ToArray(),
        }, Child);
        if (settings.InterfaceEndpoints)
        {
            _endpoints = Group("endpoints", "Interface endpoints of AWS services");
            foreach (var service in (string[])["ecr.api", "ecr.dkr", "logs", "secretsmanager"])
            {
                _ = new VpcEndpoint($"{name}-{service.Replace('.', '-')}", new VpcEndpointArgs
                {
                    VpcId = Vpc.Id,
                    ServiceName = Service(service),
                    VpcEndpointType = "Interface",
                    PrivateDnsEnabled = true,
                    SubnetIds = PrivateSubnets.ToArray(),
                    SecurityGroupIds = { _endpoints.Id },
                }, Child);
            }
        }
        FlowLogs(name, keys);
        RegisterOutputs();
    }

    public Vpc Vpc { get; }

    public ImmutableArray<Output<string>> PublicSubnets { get; }

    public ImmutableArray<Output<string>> PrivateSubnets { get; }

    public ImmutableArray<Output<string>> DataSubnets { get; }

    public ImmutableArray<NatGateway> NatGateways { get; }

    private CustomResourceOptions Child => new() { Parent = this };

    /// <summary>A group without any rule.</summary>
    public SecurityGroup Group(string name, string purpose) =>
        new(name, new SecurityGroupArgs { VpcId = Vpc.Id, Description = purpose, Tags = { ["Name"] = name } }, Child);

    /// <summary>A group for tasks: they reach AWS and the ports of the internet that the settings allow.</summary>
    public SecurityGroup TaskGroup(string name, string purpose)
    {
        var group = Group(name, purpose);
        foreach (var port in _settings.EgressPorts)
            Out(name, group, port, "internet", cidr: Anywhere);
        if (_endpoints is not null)
            In($"{name}-to-endpoints", _endpoints, 443, $"AWS services for {name}", from: group);
        return group;
    }

    /// <summary>Lets one group connect to a port of another, and nothing else.</summary>
    public void Allow(string fromName, SecurityGroup from, string toName, SecurityGroup to, int port, string protocol = "tcp")
    {
        Out(fromName, from, port, toName, to, protocol: protocol);
        In($"{fromName}-to-{toName}-{port}{Suffix(protocol)}", to, port, $"from {fromName}", from, protocol: protocol);
    }

    /// <summary>Lets everybody connect to a port: for the load balancer alone.</summary>
    public void AllowInternet(string name, SecurityGroup group, int port) =>
        In($"{name}-from-internet-{port}", group, port, "from the internet", cidr: Anywhere);

    private void In(string name, SecurityGroup group, int port, string why, SecurityGroup? from = null, string? cidr = null, string protocol = "tcp")
    {
        var args = new SecurityGroupIngressRuleArgs { SecurityGroupId = group.Id, IpProtocol = protocol, FromPort = port, ToPort = port, Description = why };
        if (from is not null)
            args.ReferencedSecurityGroupId = from.Id;
        if (cidr is not null)
            args.CidrIpv4 = cidr;
        _ = new SecurityGroupIngressRule(name, args, Child);
    }

    private void Out(string name, SecurityGroup group, int port, string to, SecurityGroup? target = null, string? cidr = null, string protocol = "tcp")
    {
        var args = new SecurityGroupEgressRuleArgs { SecurityGroupId = group.Id, IpProtocol = protocol, FromPort = port, ToPort = port, Description = $"to {to}" };
        if (target is not null)
            args.ReferencedSecurityGroupId = target.Id;
        if (cidr is not null)
            args.CidrIpv4 = cidr;
        _ = new SecurityGroupEgressRule($"{name}-reaches-{to}-{port}{Suffix(protocol)}", args, Child);
    }

    private static string Suffix(string protocol) => protocol == "tcp" ? "" : $"-{protocol}";

    private Output<string> Subnet(string kind, int zone, string range, RouteTable table)
    {
        var name = $"{kind}-{Letter(zone)}";
        var subnet = new Subnet(name, new SubnetArgs
        {
            VpcId = Vpc.Id,
            AvailabilityZone = _settings.Zones[zone],
            CidrBlock = range,
            MapPublicIpOnLaunch = false,
            Tags = { ["Name"] = name },
        }, Child);
        _ = new RouteTableAssociation(name, new RouteTableAssociationArgs { SubnetId = subnet.Id, RouteTableId = table.Id }, Child);
        return subnet.Id;
    }

    private NatGateway WayOut(string name, int zone)
    {
        var address = new Eip(name, new EipArgs { Domain = "vpc" }, Child);
        return new NatGateway(name, new NatGatewayArgs { SubnetId = PublicSubnets[zone], AllocationId = address.Id, Tags = { ["Name"] = name } }, Child);
    }

    private RouteTable PrivateTable(string name, NatGateway nat)
    {
        var table = Table(name);
        _ = new VpcRoute($"{name}-internet", new RouteArgs { RouteTableId = table.Id, DestinationCidrBlock = Anywhere, NatGatewayId = nat.Id }, Child);
        return table;
    }

    private RouteTable Table(string name) => new(name, new RouteTableArgs { VpcId = Vpc.Id, Tags = { ["Name"] = name } }, Child);

    private void FlowLogs(string name, Keys keys)
    {
        var group = new CloudWatch.LogGroup($"{name}-flow-logs", new CloudWatch.LogGroupArgs
        {
            RetentionInDays = _settings.LogDays,
            KmsKeyId = keys.Logs.Arn,
        }, Child);
        var role = new Iam.Role($"{name}-flow-logs", new Iam.RoleArgs { AssumeRolePolicy = Identity.TrustOf("vpc-flow-logs.amazonaws.com", _settings) }, Child);
        _ = new Iam.RolePolicy($"{name}-flow-logs", new Iam.RolePolicyArgs
        {
            Role = role.Id,
            Policy = PolicyStatement.Document(new PolicyStatement
            {
                Sid = "WriteFlowLogs",
                Actions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                Resources = [Output.Format($"{group.Arn}:*")],
            }),
        }, Child);
        _ = new FlowLog($"{name}-flow-logs", new FlowLogArgs
        {
            VpcId = Vpc.Id,
            TrafficType = "ALL",
            LogDestination = group.Arn,
            IamRoleArn = role.Arn,
            MaxAggregationInterval = 60,
        }, Child);
    }

    private string Service(string name) => $"com.amazonaws.{_settings.Region}.{name}";

    private static char Letter(int zone) => (char)('a' + zone);
}

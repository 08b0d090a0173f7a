using System.Collections.Immutable;
using Slipway.Infra.Components.Aws;

namespace Infra.Tests.Aws;

public sealed class NetworkTests
{
    [Fact]
    public async Task Every_zone_has_a_public_a_private_and_a_data_subnet_none_of_which_gives_public_addresses()
    {
        var stack = await AwsStack.DeclareAsync();

        Assert.Equal(
            ["network-data-a 10.40.128.0/20 eu-central-1a", "network-data-b 10.40.144.0/20 eu-central-1b",
             "network-private-a 10.40.64.0/20 eu-central-1a", "network-private-b 10.40.80.0/20 eu-central-1b",
             "network-public-a 10.40.0.0/20 eu-central-1a", "network-public-b 10.40.16.0/20 eu-central-1b"],
            stack.All("ec2/subnet").Select(subnet => $"{subnet.Name} {subnet.Text("cidrBlock")} {subnet.Text("availabilityZone")}"));
        Assert.All(stack.All("ec2/subnet"), subnet => Assert.False(subnet.Flag("mapPublicIpOnLaunch")));
    }

    [Fact]
    public async Task Data_subnets_have_no_way_out_and_private_ones_leave_through_the_gateway_of_their_zone()
    {
        var stack = await AwsStack.DeclareAsync();

        Assert.Equal(
            ["network-private-a-id network-nat-a-id", "network-private-b-id network-nat-b-id", "network-public-id network-internet-id"],
            stack.All("ec2/route").Select(route => $"{route.Text("routeTableId")} {route.Inputs.GetValueOrDefault("natGatewayId") ?? route.Inputs["gatewayId"]}"));
        Assert.All(stack.All("ec2/routeTableAssociation").Where(association => association.Name!.StartsWith("network-data", StringComparison.Ordinal)),
            association => Assert.Equal("network-data-id", association.Text("routeTableId")));
    }

    [Fact]
    public async Task One_way_out_for_all_zones_is_a_setting()
    {
        var stack = await AwsStack.DeclareAsync(("natGateways", "one"));

        Assert.Single(stack.All("ec2/natGateway"));
        Assert.All(stack.All("ec2/routeTableAssociation").Where(association => association.Name!.StartsWith("network-private", StringComparison.Ordinal)),
            association => Assert.Equal("network-private-a-id", association.Text("routeTableId")));
    }

    [Fact]
    public async Task Security_groups_let_in_exactly_what_is_needed()
    {
        var stack = await AwsStack.DeclareAsync();

        var edges = stack.All("vpc/securityGroupIngressRule")
            .Select(rule => $"{rule.Inputs.GetValueOrDefault("referencedSecurityGroupId") ?? rule.Inputs["cidrIpv4"]} -> {rule.Text("securityGroupId")} {rule.Text("ipProtocol")} {rule.Inputs["fromPort"]}-{rule.Inputs["toPort"]}".Replace("-id ", " "))
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            ["0.0.0.0/0 -> edge tcp 443-443",
             "0.0.0.0/0 -> edge tcp 80-80",
             "database-administration -> endpoints tcp 443-443",
             "database-administration -> postgres tcp 5432-5432",
             "edge -> workload-shop tcp 8080-8080",
             "prometheus -> endpoints tcp 443-443",
             "prometheus -> workload-shop tcp 8080-8080",
             "workload-import -> endpoints tcp 443-443",
             "workload-import -> postgres tcp 5432-5432",
             "workload-shop -> endpoints tcp 443-443",
             "workload-shop -> postgres tcp 5432-5432",
             "workload-shop -> redis-shop-cache tcp 6379-6379",
             "workload-shop -> volume-shop-data tcp 2049-2049",
             "workload-worker -> endpoints tcp 443-443",
             "workload-worker -> workload-shop tcp 8080-8080"],
            edges);
        Assert.All(stack.All("ec2/securityGroup"), group => Assert.False(group.Inputs.ContainsKey("ingress") || group.Inputs.ContainsKey("egress")));
    }

    [Fact]
    public async Task Nothing_leaves_for_the_internet_but_on_the_ports_that_are_set()
    {
        var stack = await AwsStack.DeclareAsync(("egressPorts", """["443", "587"]"""));

        var outside = stack.All("vpc/securityGroupEgressRule").Where(rule => rule.Inputs.ContainsKey("cidrIpv4")).ToList();
        Assert.Equal(["443", "587"], outside.Select(rule => rule.Inputs["fromPort"].ToString()).Distinct().Order());
        Assert.DoesNotContain(outside, rule => rule.Text("securityGroupId") is "postgres-id" or "redis-shop-cache-id" or "volume-shop-data-id" or "edge-id");
    }

    [Fact]
    public async Task Traffic_is_logged_and_aws_is_reached_inside_the_network()
    {
        var stack = await AwsStack.DeclareAsync();

        Assert.Equal("ALL", Assert.Single(stack.All("ec2/flowLog")).Text("trafficType"));
        Assert.Equal(["Gateway com.amazonaws.eu-central-1.s3", "Interface com.amazonaws.eu-central-1.ecr.api", "Interface com.amazonaws.eu-central-1.ecr.dkr",
            "Interface com.amazonaws.eu-central-1.logs", "Interface com.amazonaws.eu-central-1.secretsmanager"],
            stack.All("ec2/vpcEndpoint").Select(endpoint => $"{endpoint.Text("vpcEndpointType")} {endpoint.Text("serviceName")}").Order(StringComparer.Ordinal));
        Assert.False(Assert.Single(stack.All("ec2/defaultSecurityGroup")).Inputs.ContainsKey("ingress"));
    }

    [Theory]
    [InlineData("10.40.0.0/16", "10.40.80.0/20")]
    [InlineData("172.16.8.0/22", "172.16.9.64/26")]
    public void A_range_is_split_into_sixteen(string range, string second) => Assert.Equal(second, SubnetPlan.Parse(range)!.Private(1));

    [Theory]
    [InlineData("10.40.0.0/24")]
    [InlineData("10.0.0.0/8")]
    [InlineData("fd00::/16")]
    [InlineData("everything")]
    public void Other_ranges_are_no_network(string range) => Assert.Null(SubnetPlan.Parse(range));
}

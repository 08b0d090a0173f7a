using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.LB;
using Pulumi.Aws.LB.Inputs;
using Acm = Pulumi.Aws.Acm;
using Ec2 = Pulumi.Aws.Ec2;
using Route53 = Pulumi.Aws.Route53;

namespace Slipway.Infra.Components.Aws;

public sealed class EdgeArgs : ResourceArgs
{
    public required AwsSettings Settings { get; init; }

    public required Network Network { get; init; }

    public required Keys Keys { get; init; }

    public required AccessLogs Logs { get; init; }

    /// <summary>How long an answer may keep silent: the longest any route asks for, as a load balancer has one for all.</summary>
    public required TimeSpan IdleTimeout { get; init; }
}

/// <summary>
/// The one door to the environment: a load balancer that speaks TLS, behind a web application firewall. What no
/// route asks for is answered with 404.
/// </summary>
public sealed class Edge : ComponentResource
{
    // What every route and its guards have room for below the 50000 priorities of a listener.
    private const int LongestPath = 127;
    private const int GuardPriorities = 1000;
    private const int PrioritiesPerLength = 380;

    private readonly EdgeArgs _args;
    private readonly HashSet<int> _priorities = [];
    private readonly Dictionary<string, Route53.Record> _hosts = [];

    public Edge(string name, EdgeArgs args, ComponentResourceOptions? options = null)
        : base("slipway:aws:Edge", name, options)
    {
        _args = args;
        var settings = args.Settings;
        Group = args.Network.Group(name, "Load balancer");
        args.Network.AllowInternet(name, Group, 80);
        args.Network.AllowInternet(name, Group, 443);

        Balancer = new LoadBalancer(name, new LoadBalancerArgs
        {
            LoadBalancerType = "application",
            Internal = false,
            IpAddressType = "ipv4",
            Subnets = args.Network.PublicSubnets.ToArray(),
            SecurityGroups = { Group.Id },
            DropInvalidHeaderFields = true,
            DesyncMitigationMode = "defensive",
            PreserveHostHeader = true,
            IdleTimeout = (int)args.IdleTimeout.TotalSeconds,
            EnableDeletionProtection = settings.DeletionProtection,
            AccessLogs = new LoadBalancerAccessLogsArgs { Enabled = true, Bucket = args.Logs.Bucket.Id, Prefix = "edge" },
        }, new CustomResourceOptions { Parent = this, DependsOn = { args.Logs.Ready } });

        Certificate = settings.CertificateArn.Length > 0 ? Output.Create(settings.CertificateArn) : MakeCertificate(name);
        Listener = new Listener(name, new ListenerArgs
        {
            LoadBalancerArn = Balancer.Arn,
            Port = 443,
            Protocol = "HTTPS",
            SslPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
            CertificateArn = Certificate,
            RoutingHttpResponseServerEnabled = false,
            RoutingHttpResponseStrictTransportSecurityHeaderValue = "max-age=31536000",
            RoutingHttpResponseXContentTypeOptionsHeaderValue = "nosniff",
            DefaultActions =
            {
                new ListenerDefaultActionArgs
                {
                    Type = "fixed-response",
                    FixedResponse = new ListenerDefaultActionFixedResponseArgs
                    {
                        StatusCode = "404",
                        ContentType = "application/json",
                        MessageBody = """{"type":"about:blank","title":"No route for this host","status":404}""",
                    },
                },
            },
        }, Child);
        _ = new Listener($"{name}-http", new ListenerArgs
        {
            LoadBalancerArn = Balancer.Arn,
            Port = 80,
            Protocol = "HTTP",
            DefaultActions =
            {
                new ListenerDefaultActionArgs
                {
                    Type = "redirect",
                    Redirect = new ListenerDefaultActionRedirectArgs { Protocol = "HTTPS", Port = "443", StatusCode = "HTTP_301" },
                },
            },
        }, Child);
        Firewall = new WebFirewall($"{name}-firewall", settings, Balancer.Arn, args.Keys, new ComponentResourceOptions { Parent = this });
        RegisterOutputs();
    }

    public LoadBalancer Balancer { get; }

    public Listener Listener { get; }

    public Ec2.SecurityGroup Group { get; }

    public Output<string> Certificate { get; }

    public WebFirewall Firewall { get; }

    private CustomResourceOptions Child => new() { Parent = this };

    /// <summary>
    /// A place in the order of rules: longer paths come first, and a rule keeps its place whatever other routes come and go,
    /// since two rules cannot change places in one update.
    /// </summary>
    public int Priority(string name, string path)
    {
        var first = GuardPriorities + ((LongestPath - path.Length) * PrioritiesPerLength);
        return Take(first + 1 + ShortName.Number(name, PrioritiesPerLength));
    }

    /// <summary>A place before all routes.</summary>
    public int GuardPriority(string name) => Take(1 + ShortName.Number(name, GuardPriorities));

    /// <summary>Makes a host lead here, where the zone of the domain is in our hands.</summary>
    /// <param name="key">What tells one host from another before the host itself is known.</param>
    public void NameHost(string key, Output<string> host)
    {
        if (_args.Settings.HostedZoneId.Length == 0 || _hosts.ContainsKey(key))
            return;
        _hosts[key] = new Route53.Record(key, new Route53.RecordArgs
        {
            ZoneId = _args.Settings.HostedZoneId,
            Name = host,
            Type = "A",
            Aliases = { new Route53.Inputs.RecordAliasArgs { Name = Balancer.DnsName, ZoneId = Balancer.ZoneId, EvaluateTargetHealth = true } },
        }, Child);
    }

    private int Take(int priority)
    {
        while (!_priorities.Add(priority))
            priority++;
        return priority;
    }

    private Output<string> MakeCertificate(string name)
    {
        var certificate = new Acm.Certificate(name, new Acm.CertificateArgs
        {
            DomainName = _args.Settings.Domain,
            SubjectAlternativeNames = { $"*.{_args.Settings.Domain}" },
            ValidationMethod = "DNS",
            KeyAlgorithm = "EC_prime256v1",
        }, Child);
        // The domain and all names under it are proven by one record.
        var proof = certificate.DomainValidationOptions.Apply(options => options[0]);
        var record = new Route53.Record($"{name}-certificate", new Route53.RecordArgs
        {
            ZoneId = _args.Settings.HostedZoneId,
            Name = proof.Apply(option => option.ResourceRecordName!),
            Type = proof.Apply(option => option.ResourceRecordType!),
            Records = { proof.Apply(option => option.ResourceRecordValue!) },
            Ttl = 300,
            AllowOverwrite = true,
        }, Child);
        return new Acm.CertificateValidation(name, new Acm.CertificateValidationArgs
        {
            CertificateArn = certificate.Arn,
            ValidationRecordFqdns = { record.Fqdn },
        }, Child).CertificateArn;
    }
}

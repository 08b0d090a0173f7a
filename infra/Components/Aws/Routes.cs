using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.LB;
using Pulumi.Aws.LB.Inputs;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Aws;

/// <summary>A route as it was asked for.</summary>
/// <param name="Name">The name of its resource.</param>
/// <param name="HostKey">What tells one host from another before the host itself is known.</param>
public sealed record RequestedRoute(string Name, string HostKey, Output<string> Host, string Path, ServicePort Port);

public sealed class RoutesArgs : ResourceArgs
{
    public required AwsSettings Settings { get; init; }

    public required Network Network { get; init; }

    public required Edge Edge { get; init; }

    public required Workload Workload { get; init; }

    public required ImmutableArray<RequestedRoute> Routes { get; init; }
}

/// <summary>
/// The routes of a workload: for each port two groups of instances, one a slot, and rules that send requests to them by
/// the weights of the stack's releases. Before the first release an update leaves the weights as it finds them.
/// </summary>
public sealed class Routes : ComponentResource
{
    public static readonly ImmutableArray<string> Slots = ["blue", "green"];

    private readonly RoutesArgs _args;
    private readonly Dictionary<(int Port, string Slot), TargetGroup> _groups = [];
    private readonly List<ListenerRule> _rules = [];

    public Routes(string name, RoutesArgs args, ComponentResourceOptions? options = null)
        : base("slipway:aws:Routes", name, options)
    {
        _args = args;
        foreach (var port in args.Routes.Select(route => route.Port.TargetPort).Distinct())
        {
            foreach (var slot in Slots)
                _groups[(port, slot)] = Group(port, slot);
        }
        foreach (var route in args.Routes)
        {
            _rules.Add(Rule(route));
            args.Edge.NameHost(route.HostKey, route.Host);
        }
        if (args.Workload.Metrics is { } metrics)
        {
            foreach (var host in args.Routes.DistinctBy(route => route.HostKey))
                Guard($"{name}-{host.HostKey}-figures", host.Host, metrics.Path);
        }
        RegisterOutputs();
    }

    /// <summary>A group takes instances only once a rule leads to it.</summary>
    public IReadOnlyList<CustomResource> Ready => _rules;

    /// <summary>The groups of a slot, by the port of the instances they reach.</summary>
    public IEnumerable<(int Port, TargetGroup Group)> Of(string slot) =>
        _groups.Where(entry => entry.Key.Slot == slot).OrderBy(entry => entry.Key.Port).Select(entry => (entry.Key.Port, entry.Value));

    private CustomResourceOptions Child => new() { Parent = this };

    // The port is part of the name: another port makes a new group and a new rule. A group that were replaced under the
    // same rule could not be deleted, as rules keep what releases made of them.
    private TargetGroup Group(int port, string slot)
    {
        var workload = _args.Workload;
        var http = HealthOf(workload, port);
        return new TargetGroup($"{workload.Name}-{port}-{slot}", new TargetGroupArgs
        {
            Name = ShortName.Of($"{_args.Settings.Stack}-{workload.Name}-{port}-{slot}", 32),
            VpcId = _args.Network.Vpc.Id,
            TargetType = "ip",
            Port = port,
            Protocol = "HTTP",
            DeregistrationDelay = _args.Settings.DrainSeconds,
            LoadBalancingAlgorithmType = "least_outstanding_requests",
            HealthCheck = new TargetGroupHealthCheckArgs
            {
                Enabled = true,
                Protocol = http?.Scheme ?? "HTTP",
                Path = http?.Path ?? "/",
                Port = (http?.Port ?? port).ToString(),
                // Without a probe, any answer at all is a sign of life.
                Matcher = http is null ? "200-499" : "200-399",
                Interval = 10,
                Timeout = 5,
                HealthyThreshold = 2,
                UnhealthyThreshold = 3,
            },
        }, Child);
    }

    private ListenerRule Rule(RequestedRoute route)
    {
        var name = $"{route.Name}-{route.Port.TargetPort}";
        var rule = new ListenerRuleArgs
        {
            ListenerArn = _args.Edge.Listener.Arn,
            Priority = _args.Edge.Priority(name, route.Path),
            Conditions = { Host(route.Host) },
            Actions =
            {
                new ListenerRuleActionArgs
                {
                    Type = "forward",
                    Forward = new ListenerRuleActionForwardArgs
                    {
                        TargetGroups = Slots.Select(slot => new ListenerRuleActionForwardTargetGroupArgs
                        {
                            Arn = _groups[(route.Port.TargetPort, slot)].Arn,
                            Weight = _args.Settings.Slots.ShareOf(_args.Workload.Name, slot),
                        }).ToArray(),
                    },
                },
            },
        };
        if (route.Path != "/")
            rule.Conditions.Add(Path(route.Path, $"{route.Path.TrimEnd('/')}/*"));
        return new ListenerRule(name, rule, new CustomResourceOptions
        {
            Parent = this,
            IgnoreChanges = _args.Settings.Slots.IsGoverned(_args.Workload.Name) ? [] : ["actions"],
        });
    }

    // Figures are for Prometheus, which reads them from the instances.
    private void Guard(string name, Output<string> host, string path) => _ = new ListenerRule(name, new ListenerRuleArgs
    {
        ListenerArn = _args.Edge.Listener.Arn,
        Priority = _args.Edge.GuardPriority(name),
        Conditions = { Host(host), Path(path) },
        Actions =
        {
            new ListenerRuleActionArgs
            {
                Type = "fixed-response",
                FixedResponse = new ListenerRuleActionFixedResponseArgs { StatusCode = "404", ContentType = "text/plain" },
            },
        },
    }, Child);

    private static ListenerRuleConditionArgs Host(Output<string> host) =>
        new() { HostHeader = new ListenerRuleConditionHostHeaderArgs { Values = { host } } };

    private static ListenerRuleConditionArgs Path(params string[] patterns) =>
        new() { PathPattern = new ListenerRuleConditionPathPatternArgs { Values = patterns } };

    /// <summary>What the load balancer asks instances: the readiness of whoever answers on the port, else any probe of the workload.</summary>
    public static HttpProbe? HealthOf(Workload workload, int port)
    {
        var probes = workload.Containers.SelectMany(container => new[] { container.Readiness?.Http, container.Liveness?.Http }).OfType<HttpProbe>().ToList();
        return probes.FirstOrDefault(probe => probe.Port == port);
    }
}

using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Aws.CloudWatch;
using LB = Pulumi.Aws.LB;
using Rds = Pulumi.Aws.Rds;

namespace Slipway.Infra.Components.Aws;

public sealed class MonitoringArgs : ResourceArgs
{
    public required AwsSettings Settings { get; init; }

    public required Keys Keys { get; init; }

    public required Network Network { get; init; }

    public required Cluster Cluster { get; init; }

    public required ImmutableArray<RunningService> Services { get; init; }

    /// <summary>Null where nothing is routed.</summary>
    public required Edge? Edge { get; init; }

    /// <summary>Null where no workload has a database.</summary>
    public required Postgres? Postgres { get; init; }

    public required ImmutableArray<(string Name, Cache Cache)> Caches { get; init; }
}

/// <summary>What AWS itself can tell of the environment: alarms and a dashboard. What workloads tell is Prometheus' part.</summary>
public sealed class Monitoring : ComponentResource
{
    private readonly MonitoringArgs _args;
    private readonly Alarms _alarms;
    private readonly List<(string Title, ImmutableArray<Figure> Figures)> _panels = [];

    public Monitoring(string name, MonitoringArgs args, ComponentResourceOptions? options = null)
        : base("slipway:aws:Monitoring", name, options)
    {
        _args = args;
        _alarms = new Alarms("alarms", args.Settings, args.Keys, new ComponentResourceOptions { Parent = this });
        if (args.Edge is { } edge)
            Watch(edge);
        foreach (var service in args.Services)
            Watch(service);
        if (args.Postgres is { } postgres)
            Watch(postgres.Server);
        foreach (var (cache, replication) in args.Caches)
            Watch(cache, replication);
        foreach (var (nat, index) in args.Network.NatGateways.Select((nat, index) => (nat, index)))
        {
            _alarms.When($"nat-{index + 1}-ports", "way-out", "The way out of the network has no port left for a connection",
                new Figure("AWS/NATGateway", "ErrorPortAllocation", "Sum", new InputMap<string> { ["NatGatewayId"] = nat.Id }), new Limit(0, 3));
        }
        Dashboard = new Dashboard(name, new DashboardArgs { DashboardName = $"{args.Settings.Labels.Project}-{args.Settings.Stack}", DashboardBody = Body() }, Child).DashboardName;
        RegisterOutputs();
    }

    public Output<string> Dashboard { get; }

    private CustomResourceOptions Child => new() { Parent = this };

    private void Watch(Edge edge)
    {
        InputMap<string> balancer = new() { ["LoadBalancer"] = edge.Balancer.ArnSuffix };
        var failures = new Figure("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum", balancer);
        _alarms.When("edge-errors", "edge-errors", "The load balancer itself answers with errors", failures, new Limit(10, 5));
        _alarms.When("edge-certificate", "certificate", "The certificate ends within three weeks and was not renewed",
            new Figure("AWS/CertificateManager", "DaysToExpiry", "Minimum", new InputMap<string> { ["CertificateArn"] = edge.Certificate }), new Limit(21, 1, 86400, IsLeast: true));
        _panels.Add(("Requests and errors", [new Figure("AWS/ApplicationELB", "RequestCount", "Sum", balancer), new Figure("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum", balancer), failures]));
        _panels.Add(("Seconds to answer", [new Figure("AWS/ApplicationELB", "TargetResponseTime", "p50", balancer), new Figure("AWS/ApplicationELB", "TargetResponseTime", "p95", balancer)]));
    }

    private void Watch(RunningService service)
    {
        var name = service.Name;
        // A workload may be called like a part of the platform.
        var alarm = $"workload-{name}";
        InputMap<string> dimensions = new() { ["ClusterName"] = _args.Cluster.Ecs.Name, ["ServiceName"] = service.Service.Name };
        var cpu = new Figure("AWS/ECS", "CPUUtilization", "Average", dimensions);
        var memory = new Figure("AWS/ECS", "MemoryUtilization", "Average", dimensions);
        _alarms.When($"{alarm}-cpu", "workload-load", $"{name} uses nearly all of its processor, and cannot grow further", cpu, new Limit(90, 15));
        _alarms.When($"{alarm}-memory", "workload-load", $"{name} uses nearly all of its memory", memory, new Limit(90, 10));
        _alarms.When($"{alarm}-missing", "workload-missing", $"{name} has fewer instances than it should", "a - b",
            new Figure("ECS/ContainerInsights", "DesiredTaskCount", "Average", dimensions),
            new Figure("ECS/ContainerInsights", "RunningTaskCount", "Average", dimensions),
            new Limit(0, 10));
        foreach (var (group, index) in service.Groups.Select((group, index) => (group, index)))
            Watch($"{alarm}{(index == 0 ? "" : $"-{index + 1}")}", group, name);
        _panels.Add(($"{name}: processor and memory", [cpu, memory]));
    }

    private void Watch(string name, LB.TargetGroup group, string service)
    {
        InputMap<string> dimensions = new() { ["LoadBalancer"] = _args.Edge!.Balancer.ArnSuffix, ["TargetGroup"] = group.ArnSuffix };
        _alarms.When($"{name}-unhealthy", "workload-unhealthy", $"{service} has instances that do not answer their probe",
            new Figure("AWS/ApplicationELB", "UnHealthyHostCount", "Maximum", dimensions), new Limit(0, 5));
        _alarms.When($"{name}-slow", "workload-slow", $"One in twenty answers of {service} takes too long",
            new Figure("AWS/ApplicationELB", "TargetResponseTime", "p95", dimensions), new Limit(_args.Settings.LatencySeconds, 10));
        // A few requests say nothing of a ratio.
        _alarms.When($"{name}-errors", "workload-errors", $"More than 5 % of the answers of {service} are errors", "IF(b > 20, 100 * FILL(a, 0) / b, 0)",
            new Figure("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum", dimensions),
            new Figure("AWS/ApplicationELB", "RequestCount", "Sum", dimensions),
            new Limit(5, 5));
    }

    private void Watch(Rds.Instance server)
    {
        var settings = _args.Settings;
        Figure Figure(string metric, string statistic) => new("AWS/RDS", metric, statistic, new InputMap<string> { ["DBInstanceIdentifier"] = server.Identifier });
        _alarms.When("postgres-storage", "postgres-storage", "Less than a tenth of the database's first storage is free",
            Figure("FreeStorageSpace", "Minimum"), new Limit(settings.DatabaseStorage * 1024d * 1024 * 1024 / 10, 5, IsLeast: true));
        _alarms.When("postgres-connections", "postgres-connections", "The database has unusually many connections",
            Figure("DatabaseConnections", "Maximum"), new Limit(settings.DatabaseConnections, 5));
        _alarms.When("postgres-cpu", "postgres-load", "The database uses nearly all of its processor", Figure("CPUUtilization", "Average"), new Limit(85, 15));
        _alarms.When("postgres-memory", "postgres-load", "The database has less than 256 MiB of free memory", Figure("FreeableMemory", "Minimum"), new Limit(256d * 1024 * 1024, 10, IsLeast: true));
        _panels.Add(("Database: load", [Figure("CPUUtilization", "Average"), Figure("DatabaseConnections", "Maximum")]));
        _panels.Add(("Database: room", [Figure("FreeStorageSpace", "Minimum"), Figure("FreeableMemory", "Minimum")]));
        _ = new Rds.EventSubscription("postgres-events", new Rds.EventSubscriptionArgs
        {
            SnsTopic = _alarms.Topic,
            SourceType = "db-instance",
            SourceIds = { server.Identifier },
            EventCategories = { "availability", "failover", "failure", "low storage", "maintenance", "recovery" },
        }, new CustomResourceOptions { Parent = this, DependsOn = { _alarms.Ready } });
    }

    private void Watch(string name, Cache cache)
    {
        Figure Figure(string metric) => new("AWS/ElastiCache", metric, "Maximum", new InputMap<string> { ["CacheClusterId"] = cache.Replication.MemberClusters.Apply(members => members[0]) });
        _alarms.When($"{name}-memory", "cache", $"{name} uses most of its memory", Figure("DatabaseMemoryUsagePercentage"), new Limit(80, 10));
        _alarms.When($"{name}-cpu", "cache", $"{name} uses nearly all of its processor", Figure("EngineCPUUtilization"), new Limit(85, 10));
    }

    private Output<string> Body()
    {
        const int width = 12, height = 6;
        var widgets = _panels.Select((panel, index) => Output.All(panel.Figures.Select(Series)).Apply(series => new JObject
        {
            ["type"] = "metric",
            ["x"] = index % 2 * width,
            ["y"] = index / 2 * height,
            ["width"] = width,
            ["height"] = height,
            ["properties"] = new JObject
            {
                ["title"] = panel.Title,
                ["region"] = _args.Settings.Region,
                ["view"] = "timeSeries",
                ["period"] = 60,
                ["metrics"] = new JArray(series),
            },
        }));
        return Output.All(widgets).Apply(all => new JObject { ["widgets"] = new JArray(all) }.ToString(Formatting.None));
    }

    private static Output<JArray> Series(Figure figure) => figure.Dimensions.Apply(dimensions =>
    {
        var series = new JArray(figure.Namespace, figure.Metric);
        foreach (var (name, value) in dimensions.OrderBy(dimension => dimension.Key, StringComparer.Ordinal))
        {
            series.Add(name);
            series.Add(value);
        }
        series.Add(new JObject { ["stat"] = figure.Statistic });
        return series;
    });
}

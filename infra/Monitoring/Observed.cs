using System.Collections.Immutable;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Monitoring;

/// <summary>Figures that exist only where something publishes them; what needs others is left out.</summary>
public enum Figures
{
    /// <summary>The exporter of the machine: processor, memory, disks.</summary>
    Machine,

    /// <summary>The exporter of PostgreSQL.</summary>
    Postgres,

    /// <summary>The exporter of nginx.</summary>
    Edge,

    /// <summary>A probe of the certificate the public sees.</summary>
    Certificate,

    /// <summary>When the latest backup succeeded.</summary>
    Backup,

    /// <summary>What releases write down of themselves.</summary>
    Releases,
}

/// <summary>What Prometheus watches in one environment. Rules, routes and dashboards follow from it and from nothing else.</summary>
public sealed record Observed
{
    public required string Stack { get; init; }

    public required WorkloadCatalog Catalog { get; init; }

    public required Thresholds Thresholds { get; init; }

    /// <summary>What this environment's target publishes besides the workloads.</summary>
    public required ImmutableHashSet<Figures> Figures { get; init; }

    /// <summary>The workloads that publish figures, ordered by name.</summary>
    public IEnumerable<Workload> Workloads => Catalog.Workloads.Where(workload => workload is { Metrics: not null, Kind: WorkloadKind.Service });

    /// <summary>What a workload cannot do without: the types of its resources that the environment runs, and <c>edge</c> where it is routed.</summary>
    public static ImmutableSortedSet<string> Needs(Workload workload) =>
        [.. workload.Resources.Select(resource => resource.Type == "route" ? "edge" : resource.Type).Where(type => type is "edge" or "postgres" or "redis" or "s3")];

    /// <summary>Paths of routes that stream: how long such a request lasts is the client's affair and no latency.</summary>
    public IEnumerable<string> Streams(Workload workload) =>
        from resource in Catalog.Resources
        where resource.Type == "route" && resource.Owner == workload
            && resource.Metadata["annotations"] is ScoreMap annotations && annotations["slipway.dev/buffering"]?.AsTemplate?.LiteralText == "off"
        let path = resource.Params["path"]?.AsTemplate?.LiteralText
        where path is not null
        select path.TrimEnd('/');

    /// <summary>What is wrong with the alerts that workloads bring, each with where it stands.</summary>
    public static IEnumerable<string> Problems(WorkloadCatalog catalog)
    {
        var brought = catalog.Workloads.SelectMany(workload => workload.Monitoring.Alerts).ToList();
        var known = PlatformAlerts.Names.Concat(brought.Select(alert => alert.Name)).ToHashSet();
        foreach (var alert in brought.Where(alert => PlatformAlerts.Names.Contains(alert.Name)))
            yield return $"{alert.File}:{alert.Line}: alerts has '{alert.Name}', which is an alert of the platform; rename it";
        foreach (var second in brought.GroupBy(alert => alert.Name).SelectMany(same => same.Skip(1)))
            yield return $"{second.File}:{second.Line}: alerts has '{second.Name}', which another workload brings as well; rename one of them";
        foreach (var alert in brought)
        {
            foreach (var unknown in alert.InhibitedBy.Where(name => !known.Contains(name)))
                yield return $"{alert.File}:{alert.Line}: alerts: '{alert.Name}' is inhibitedBy '{unknown}', expected one of: {string.Join(", ", known.Where(name => name != alert.Name).Order(StringComparer.Ordinal))}";
        }
    }
}

using System.Collections.Immutable;

namespace Slipway.Infra.Components.Azure;

/// <summary>When a figure Azure keeps of a resource raises an alert.</summary>
/// <param name="Name">Names the alert and the section of the runbook.</param>
/// <param name="Severity">0 for what must be seen to at once, 3 for what can wait until tomorrow.</param>
public sealed record MetricRule(string Name, string Meaning, string Metric, string Aggregation, string Operator, double Threshold, int Severity)
{
    /// <summary>How far back the figure is taken from.</summary>
    public string Window { get; init; } = "PT5M";

    /// <summary>A dimension and its value, such as answers of one kind; null for all.</summary>
    public (string Name, string Value)? Only { get; init; }

    private const string Above = "GreaterThan", Below = "LessThan";

    /// <summary>Of a workload that answers requests.</summary>
    public static ImmutableArray<MetricRule> App { get; } =
    [
        new("restarts", "Replicas end and are started anew.", "RestartCount", "Maximum", Above, 3, 2) { Window = "PT15M" },
        new("no-replica", "No replica runs.", "Replicas", "Maximum", Below, 1, 0),
        new("memory", "Memory is nearly used up; the next peak ends a replica.", "MemoryPercentage", "Average", Above, 90, 2) { Window = "PT15M" },
    ];

    /// <summary>Of a workload with a route, besides those of every app.</summary>
    public static ImmutableArray<MetricRule> Routed { get; } =
    [
        new("server-errors", "Requests are answered with server errors.", "Requests", "Total", Above, 25, 1) { Only = ("statusCodeCategory", "5xx") },
        new("slow", "Answers take longer than a second on average.", "ResponseTime", "Average", Above, 1000, 2) { Window = "PT15M" },
    ];

    public static ImmutableArray<MetricRule> Postgres { get; } =
    [
        new("postgres-down", "The server is not alive.", "is_db_alive", "Maximum", Below, 1, 0),
        new("postgres-storage", "Storage is nearly full.", "storage_percent", "Average", Above, 85, 1) { Window = "PT15M" },
        new("postgres-cpu", "The processor is busy all the time.", "cpu_percent", "Average", Above, 85, 2) { Window = "PT15M" },
        new("postgres-memory", "Memory is nearly used up.", "memory_percent", "Average", Above, 90, 2) { Window = "PT15M" },
        new("postgres-connections", "Connections fail.", "connections_failed", "Total", Above, 20, 2),
    ];

    public static ImmutableArray<MetricRule> Storage { get; } =
    [
        new("storage-availability", "Requests to storage fail.", "Availability", "Average", Below, 99, 1) { Window = "PT15M" },
    ];

    public static ImmutableArray<MetricRule> Vault { get; } =
    [
        new("vault-availability", "The vault does not answer; apps cannot start.", "Availability", "Average", Below, 99, 1) { Window = "PT15M" },
    ];

    public static ImmutableArray<MetricRule> Cache { get; } =
    [
        new("cache-memory", "The cache is nearly full and drops entries.", "usedmemorypercentage", "Maximum", Above, 90, 2) { Window = "PT15M" },
    ];

    public static ImmutableArray<MetricRule> Edge { get; } =
    [
        new("edge-errors", "More than one of a hundred answers at the edge is a server error.", "Percentage5XX", "Average", Above, 1, 1),
        new("edge-latency", "Answers at the edge take longer than two seconds.", "TotalLatency", "Average", Above, 2000, 2) { Window = "PT15M" },
    ];
}

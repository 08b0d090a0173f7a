using System.Collections.Immutable;

namespace Slipway.Infra.Monitoring;

/// <summary>Something Prometheus reads figures from.</summary>
/// <param name="Job">The name its figures carry as <c>job</c>.</param>
/// <param name="Addresses"><c>host:port</c> of every instance.</param>
public sealed record ScrapeTarget(string Job, ImmutableArray<string> Addresses, string Path = "/metrics")
{
    /// <summary>The workload its figures are about; null for parts of the platform.</summary>
    public string? Workload { get; init; }

    /// <summary>Whether each address is a name that stands for all instances, which are looked up again and again.</summary>
    public bool IsLookedUp { get; init; }
}

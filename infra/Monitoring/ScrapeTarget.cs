using System.Collections.Immutable;

namespace Slipway.Infra.Monitoring;

/// <summary>Something Prometheus reads figures from.</summary>
/// <param name="Job">The name its figures carry as <c>job</c>.</param>
/// <param name="Addresses"><c>host:port</c> of every instance.</param>
public sealed record ScrapeTarget(string Job, ImmutableArray<string> Addresses, string Path = "/metrics")
{
    /// <summary>The workload its figures are about; null for parts of the platform.</summary>
    public string? Workload { get; init; }

    /// <summary>Addresses by the slot they run in, carried by their figures as <c>slot</c>; empty for what has none.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Slots { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>What is asked of a blackbox exporter; null for a target that tells of itself.</summary>
    public ProbedAddress? Probe { get; init; }

    /// <summary>Names that stand for instances which come and go: every address of a name is one.</summary>
    public ImmutableArray<InstanceName> Names { get; init; } = [];
}

/// <summary>An address that a blackbox exporter tries.</summary>
/// <param name="Module">What it tries, as its configuration names it.</param>
/// <param name="Instance">What its figures carry as <c>instance</c>.</param>
public sealed record ProbedAddress(string Module, string Address, string Instance);

/// <summary>A name whose addresses are instances of a workload.</summary>
/// <param name="Slot">The slot they run in, carried by their figures as <c>slot</c>; empty for none.</param>
public sealed record InstanceName(string Name, int Port, string Slot = "");

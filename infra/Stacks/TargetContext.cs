using System.Collections.Immutable;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Stacks;

/// <summary>What every target is made with, besides the settings of its own.</summary>
public sealed record TargetContext(string Stack, PlatformSettings Settings, ProjectFolder Project, WorkloadCatalog Catalog)
{
    /// <summary>The slots of workloads, as far as something is said about them.</summary>
    public ImmutableSortedDictionary<string, ReleaseState> Releases { get; init; } = ImmutableSortedDictionary<string, ReleaseState>.Empty;

    /// <summary>The versions that slots are kept at, by workload and slot.</summary>
    public ImmutableDictionary<(string Workload, string Slot), Workload> Versions { get; init; } = ImmutableDictionary<(string, string), Workload>.Empty;
}

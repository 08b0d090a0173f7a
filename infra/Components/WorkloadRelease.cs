using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components;

/// <summary>A workload with slots: what was declared of them, and what a release of it needs to know.</summary>
public sealed record WorkloadRelease(Workload Workload, ReleaseState State)
{
    /// <summary>The version that the files describe now.</summary>
    public string Current { get; init; } = "";

    /// <summary>Whether requests reach it, from outside or from other workloads.</summary>
    public bool IsRouted { get; init; }

    /// <summary>Where the instances of each slot listen, the first port of each.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Addresses { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Paths whose answers last as long as the client wishes, which says nothing of how fast it is.</summary>
    public ImmutableArray<string> Streams { get; init; } = [];

    /// <summary>Absolute paths of the migrations the files come with, in their order.</summary>
    public ImmutableArray<string> Migrations { get; init; } = [];

    /// <summary>
    /// The ids of all that was declared for it. They are known once all of it is there: what did not start,
    /// or did not get its share of the traffic, leaves the record as it was.
    /// </summary>
    public Output<ImmutableArray<string>> Instances { get; init; } = Output.Create(ImmutableArray<string>.Empty);

    /// <summary>Null where a new version may stand beside the old one; else why it takes its place instead.</summary>
    public string? RecreatedBecause { get; init; }
}

using System.Collections.Immutable;

namespace Slipway.Infra.Components;

/// <summary>Requests for a host and path prefix, and the addresses (<c>host:port</c>) of the instances that answer them.</summary>
public sealed record Route(string Host, string Path, string Workload, ImmutableArray<string> Instances, RouteSettings Settings)
{
    /// <summary>The instances of each slot, where the workload has two; they take the place of <see cref="Instances"/>.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Slots { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>A path of the workload that is not for the public, such as its figures; null for none.</summary>
    public string? Hidden { get; init; }
}

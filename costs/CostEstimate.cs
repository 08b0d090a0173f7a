using System.Collections.Immutable;

namespace Slipway.Costs;

/// <summary>What a stack costs in a month, and what of it is not known.</summary>
public sealed record CostEstimate
{
    public required string Stack { get; init; }

    /// <summary>The region whose prices were taken; null when the stack names none.</summary>
    public required string? Region { get; init; }

    /// <summary>The stack's own region when <see cref="Region"/> stands in for it; null otherwise.</summary>
    public required string? InPlaceOf { get; init; }

    /// <summary>Resources that are billed.</summary>
    public required ImmutableArray<ResourceCost> Resources { get; init; }

    /// <summary>Types that no estimator knows and nobody listed as free, with how many resources each has.</summary>
    public required ImmutableSortedDictionary<string, int> UnknownTypes { get; init; }

    /// <summary>Resources on machines that are there anyway: containers, pods, commands.</summary>
    public required int OnOwnHardware { get; init; }

    /// <summary>US dollars a month of what is known.</summary>
    public decimal Usd => Resources.Sum(resource => resource.Usd);

    /// <summary>True when nothing is missing: the sum is the estimate, and not less than it.</summary>
    public bool IsComplete => UnknownTypes.IsEmpty && !Unknown.Any();

    /// <summary>True for a stack that only runs on machines that are there anyway.</summary>
    public bool IsNotPriced => Resources.IsEmpty && UnknownTypes.IsEmpty && OnOwnHardware > 0;

    public IEnumerable<(ResourceCost Resource, CostLine Line)> Unknown => Resources.SelectMany(resource => resource.Unknown.Select(line => (resource, line)));

    /// <summary>The parts of the stack, the dearest first.</summary>
    public ImmutableArray<ComponentCost> Components =>
    [
        .. Resources.GroupBy(resource => resource.Component, StringComparer.Ordinal)
            .Select(part => new ComponentCost(part.Key, part.Sum(resource => resource.Usd), part.Sum(resource => resource.Unknown.Count())))
            .OrderByDescending(part => part.Usd).ThenBy(part => part.Name, StringComparer.Ordinal),
    ];
}

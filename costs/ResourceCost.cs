using System.Collections.Immutable;

namespace Slipway.Costs;

/// <summary>What one resource costs in a month.</summary>
/// <param name="Component">The part of the stack it belongs to.</param>
public sealed record ResourceCost(string Urn, string Type, string Name, string Component, ImmutableArray<CostLine> Lines)
{
    /// <summary>The sum of what is known.</summary>
    public decimal Usd => Lines.Sum(line => line.Usd ?? 0);

    public IEnumerable<CostLine> Unknown => Lines.Where(line => line.Usd is null);
}

using System.Collections.Immutable;

namespace Slipway.Costs;

/// <summary>What a change does to the cost of a stack.</summary>
public sealed record CostComparison(CostEstimate Before, CostEstimate After)
{
    /// <summary>US dollars a month, of what is known on both sides.</summary>
    public decimal Usd => After.Usd - Before.Usd;

    /// <summary>False when either side has parts without a price: the real difference may be another.</summary>
    public bool IsComplete => Before.IsComplete && After.IsComplete;

    /// <summary>Parts whose cost changes, the greatest change first.</summary>
    public ImmutableArray<(string Name, decimal Before, decimal After)> Components
    {
        get
        {
            var before = Before.Components.ToDictionary(part => part.Name, part => part.Usd, StringComparer.Ordinal);
            var after = After.Components.ToDictionary(part => part.Name, part => part.Usd, StringComparer.Ordinal);
            return
            [
                .. before.Keys.Union(after.Keys)
                    .Select(name => (Name: name, Before: before.GetValueOrDefault(name), After: after.GetValueOrDefault(name)))
                    .Where(part => part.Before != part.After)
                    .OrderByDescending(part => Math.Abs(part.After - part.Before)).ThenBy(part => part.Name, StringComparer.Ordinal),
            ];
        }
    }
}

namespace Slipway.Costs;

/// <summary>What a part of the stack costs in a month.</summary>
/// <param name="Usd">The sum of what is known.</param>
/// <param name="Unknown">How many lines have no price.</param>
public sealed record ComponentCost(string Name, decimal Usd, int Unknown);

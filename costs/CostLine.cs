using Slipway.Costs.Prices;

namespace Slipway.Costs;

/// <summary>One thing a resource is billed for in a month.</summary>
/// <param name="What">As a bill would say it: <c>vCPU</c>.</param>
/// <param name="Item">The item of the price lists.</param>
/// <param name="Quantity">How much; null when the plan does not tell yet.</param>
/// <param name="Price">Null when the price lists lack it.</param>
/// <param name="Missing">Why there is no amount; null when there is one.</param>
public sealed record CostLine(string What, string Item, decimal? Quantity, Price? Price, string? Missing)
{
    /// <summary>US dollars a month; null, and never zero, when it is not known.</summary>
    public decimal? Usd => Quantity * Price?.Usd;
}

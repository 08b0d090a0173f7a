namespace Slipway.Costs.Prices;

/// <summary>What one unit of something costs in a region, by the provider's public list.</summary>
/// <param name="Item">What is paid for: <c>fargate/vcpu-hour/x86_64</c>.</param>
/// <param name="Region">The provider's name of the region; <see cref="PriceTable.Everywhere"/> where all regions pay the same.</param>
/// <param name="Unit">What <paramref name="Usd"/> buys: <c>GB-month</c>.</param>
/// <param name="Basis">How sure it is.</param>
/// <param name="Date">Day, month or year: of the list's version, from when the row holds, or when the source was read.</param>
/// <param name="Source">The public page that states it.</param>
public sealed record Price(string Item, string Region, decimal Usd, string Unit, PriceBasis Basis, string Date, string Source);

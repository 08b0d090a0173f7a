using Slipway.Costs.Prices;
using Slipway.Costs.Usage;
using Slipway.Policies.Graph;
using Slipway.Policies.Views;

namespace Slipway.Costs.Kinds;

/// <summary>A resource as its estimator sees it: what it belongs to, its part of what is used, and prices for what it needs.</summary>
internal sealed class PricedResource(GraphResource resource, ResourceGraph graph, UsageAssumptions usage, PriceTable prices, string? region)
{
    public GraphResource Resource => resource;

    public UsageAssumptions Usage => usage;

    /// <summary>The resource that an input got its value from.</summary>
    public GraphResource? Source<T>(Value<T> input) => graph.SourcesOf(resource, input.Path) is { Count: > 0 } sources ? sources[0] : null;

    /// <summary>This resource's part of what the whole stack is assumed to need.</summary>
    public decimal Share(decimal total) => Share(total, _ => true);

    /// <param name="takesPart">Which resources of the kind it is shared among.</param>
    public decimal Share(decimal total, Func<GraphResource, bool> takesPart) => total / Math.Max(1, graph.OfType(resource.Type).Count(takesPart));

    /// <summary>A line of the bill.</summary>
    /// <param name="quantity">Null when it depends on something the plan does not know yet.</param>
    public CostLine Line(string what, decimal? quantity, string item)
    {
        var price = prices.Find(item, region);
        var missing = price is null ? $"no price of {item} in {region ?? "an unnamed region"}" : quantity is null ? "how much is only known once it is made" : null;
        return new CostLine(what, item, quantity, price, missing);
    }
}

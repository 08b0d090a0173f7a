using System.Globalization;
using Slipway.Costs.Prices;
using Slipway.Costs.Usage;
using Slipway.Policies.Graph;

namespace Slipway.Costs.Kinds;

/// <summary>A resource as its estimator sees it: what it was given, what it belongs to, and prices for what it needs.</summary>
internal sealed class PricedResource(GraphResource resource, ResourceGraph graph, UsageAssumptions usage, PriceTable prices, string? region)
{
    public UsageAssumptions Usage => usage;

    public GraphValue? this[string property] => resource.Inputs[property];

    public string? Text(string property) => (resource.Inputs[property] as GraphValue.Text)?.Value;

    public bool Flag(string property) => resource.Inputs[property] is GraphValue.Bool { Value: true };

    /// <summary>A number, also one that is written as a text; null when it is not there or not known yet.</summary>
    public decimal? Number(string property) => NumberOf(resource.Inputs[property]);

    public static decimal? NumberOf(GraphValue? value) => value switch
    {
        GraphValue.Number number => (decimal)number.Value,
        GraphValue.Text { Value: var text } when decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>How many values a list has; null when even that is not known yet.</summary>
    public decimal? Count(string property) => resource.Inputs[property] is GraphValue.List list ? list.Items.Length : null;

    /// <summary>The resource that an input got its value from.</summary>
    public PricedResource? Source(string property) =>
        graph.SourcesOf(resource, property) is { Count: > 0 } sources ? new(sources[0], graph, usage, prices, region) : null;

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

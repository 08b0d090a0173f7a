using System.Text.Json;
using Slipway.Cli.Screens;
using Slipway.Costs;

namespace Slipway.Cli.Costs;

/// <summary>An estimate for programs; what is not known is null, never zero.</summary>
internal static class CostJson
{
    public static void Write(Utf8JsonWriter json, CostResult result)
    {
        var estimate = result.Estimate;
        json.WriteString("stack", estimate.Stack);
        json.WriteString("currency", "USD");
        json.WriteString("region", estimate.Region);
        if (estimate.InPlaceOf is { } own) json.WriteString("inPlaceOf", own);
        json.WriteBoolean("notPriced", estimate.IsNotPriced);
        Sum(json, "monthly", estimate, result.LeftOut);
        if (result.Comparison is { } comparison && !estimate.IsNotPriced)
        {
            Sum(json, "before", comparison.Before, result.LeftOut);
            json.WriteNumber("difference", Rounded(comparison.Usd));
            json.List("changes", comparison.Components, part =>
            {
                json.WriteStartObject();
                json.WriteString("component", part.Name);
                json.WriteNumber("before", Rounded(part.Before));
                json.WriteNumber("after", Rounded(part.After));
                json.WriteEndObject();
            });
        }

        if (result.Settings.Budget is { } budget) json.WriteNumber("budget", budget);
        json.List("components", estimate.Components, part =>
        {
            json.WriteStartObject();
            json.WriteString("name", part.Name);
            json.WriteNumber("usd", Rounded(part.Usd));
            json.WriteNumber("unknown", part.Unknown);
            json.WriteEndObject();
        });
        json.List("notInSum", result.Gaps, json.WriteStringValue);
        json.WriteNumber("onOwnHardware", estimate.OnOwnHardware);
    }

    /// <summary>Every line of every resource, with its price and where that is from.</summary>
    public static void WriteResources(Utf8JsonWriter json, CostEstimate estimate) => json.List("resources", estimate.Resources, resource =>
    {
        json.WriteStartObject();
        json.WriteString("urn", resource.Urn);
        json.WriteString("type", resource.Type);
        json.WriteString("name", resource.Name);
        json.WriteString("component", resource.Component);
        json.WriteNumber("usd", Rounded(resource.Usd));
        json.List("lines", resource.Lines, line => WriteLine(json, line));
        json.WriteEndObject();
    });

    private static void WriteLine(Utf8JsonWriter json, CostLine line)
    {
        json.WriteStartObject();
        json.WriteString("what", line.What);
        json.WriteString("item", line.Item);
        Number(json, "quantity", line.Quantity);
        Number(json, "usd", line.Usd);
        if (line.Missing is { } missing) json.WriteString("missing", missing);
        if (line.Price is { } price)
        {
            json.Object("price", () =>
            {
                json.WriteNumber("usd", price.Usd);
                json.WriteString("unit", price.Unit);
                json.WriteString("region", price.Region);
                json.WriteString("basis", price.Basis.ToString().ToLowerInvariant());
                json.WriteString("date", price.Date);
                json.WriteString("source", price.Source);
            });
        }

        json.WriteEndObject();
    }

    private static void Sum(Utf8JsonWriter json, string name, CostEstimate estimate, int leftOut) => json.Object(name, () =>
    {
        Number(json, "usd", estimate.IsNotPriced ? null : Rounded(estimate.Usd));
        json.WriteBoolean("complete", estimate.IsComplete && !estimate.IsNotPriced && leftOut == 0);
    });

    private static void Number(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number) json.WriteNumber(name, Math.Round(number, 6));
        else json.WriteNull(name);
    }

    private static decimal Rounded(decimal usd) => Math.Round(usd, 2, MidpointRounding.AwayFromZero);
}

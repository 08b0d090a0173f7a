using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Costs.Prices;

namespace Slipway.Costs.Usage;

/// <summary>Reads <c>slipway:usage</c>, an object of numbers, and tells everything that is wrong with it.</summary>
public static class UsageReader
{
    public const string Key = "slipway:usage";

    private static readonly ImmutableSortedDictionary<string, PropertyInfo> Settings = typeof(UsageAssumptions)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite)
        .ToImmutableSortedDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name), property => property, StringComparer.Ordinal);

    /// <summary>The settings there are, for documentation: name, default, least and most.</summary>
    public static IEnumerable<(string Name, decimal Default, decimal Least, decimal Most)> Numbers =>
        Settings.Where(setting => setting.Value.PropertyType == typeof(decimal)).Select(setting =>
        {
            var range = RangeOf(setting.Value);
            return (setting.Key, (decimal)setting.Value.GetValue(UsageAssumptions.Default)!, Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture), Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture));
        });

    /// <param name="json">The setting as the stack's configuration holds it: JSON; null when it is not set.</param>
    public static (UsageAssumptions Usage, ImmutableArray<string> Problems) Read(string? json, PriceTable prices)
    {
        if (json is null) return (UsageAssumptions.Default, []);
        if (Parse(json) is not { } given) return (UsageAssumptions.Default, [$"{Key} is '{json}', expected an object such as {{\"requests\": 10000000}}"]);
        var usage = new UsageAssumptions();
        var problems = new List<string>();
        foreach (var (name, node) in given)
        {
            if (!Settings.TryGetValue(name, out var setting))
                problems.Add($"{Key}.{name} is not known, expected one of: {string.Join(", ", Settings.Keys)}");
            else if (setting.PropertyType == typeof(string))
                ReadRegion(node, prices, region => setting.SetValue(usage, region), problems);
            else if (NumberIn(node, RangeOf(setting)) is { } number)
                setting.SetValue(usage, number);
            else
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{Key}.{name} is {node?.ToJsonString() ?? "null"}, expected a number from {RangeOf(setting).Minimum} to {RangeOf(setting).Maximum}"));
        }

        return (usage, [.. problems]);
    }

    private static void ReadRegion(JsonNode? node, PriceTable prices, Action<string> set, List<string> problems)
    {
        var region = node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        if (region is not null && region != PriceTable.Everywhere && prices.HasRegion(region)) set(region);
        else problems.Add($"{Key}.priceRegion is {node?.ToJsonString() ?? "null"}, expected one of: {string.Join(", ", prices.Prices.Select(price => price.Region).Where(name => name != PriceTable.Everywhere).Distinct().Order(StringComparer.Ordinal))}");
    }

    // A number of YAML arrives as a number or as its text.
    private static decimal? NumberIn(JsonNode? node, RangeAttribute range) =>
        decimal.TryParse(node is JsonValue ? node.ToString() : null, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && range.IsValid((double)number)
            ? number
            : null;

    private static RangeAttribute RangeOf(PropertyInfo setting) => setting.GetCustomAttribute<RangeAttribute>()!;

    private static JsonObject? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

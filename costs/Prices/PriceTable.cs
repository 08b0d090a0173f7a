using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Slipway.Costs.Prices;

/// <summary>The price lists of this repository. A price that nobody could source is not in it, and found missing, never taken for zero.</summary>
public sealed partial class PriceTable
{
    /// <summary>The region of a price that is the same in all of them.</summary>
    public const string Everywhere = "*";

    private const string Header = "item,region,usd,unit,basis,date,source";

    private readonly ImmutableDictionary<(string Item, string Region), Price> _prices;

    private PriceTable(IEnumerable<Price> prices)
    {
        Prices = [.. prices];
        _prices = Prices.ToImmutableDictionary(price => (price.Item, price.Region));
    }

    /// <summary>The lists this was built with.</summary>
    public static PriceTable Default { get; } = ReadEmbedded();

    public ImmutableArray<Price> Prices { get; }

    /// <summary>Items that are known in any region.</summary>
    public IEnumerable<string> Items => Prices.Select(price => price.Item).Distinct();

    /// <summary>The price in that region, or the one of all regions; null when neither is known.</summary>
    public Price? Find(string item, string? region) =>
        region is not null && _prices.TryGetValue((item, region), out var price) ? price : _prices.GetValueOrDefault((item, Everywhere));

    public bool HasRegion(string region) => Prices.Any(price => price.Region == region);

    /// <exception cref="FormatException">A line is not a price, or one is given twice; the message names the line.</exception>
    public static PriceTable Parse(string name, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        if (lines[0] != Header) throw new FormatException($"{name}: the first line is '{lines[0]}', expected '{Header}'.");
        var prices = new List<Price>();
        var seen = new HashSet<(string, string)>();
        for (var index = 1; index < lines.Length; index++)
        {
            if (lines[index].Length == 0) continue;
            var price = ParseLine(lines[index]) ?? throw new FormatException($"{name}, line {index + 1}: '{lines[index]}' is not a price, expected {Header}.");
            if (!seen.Add((price.Item, price.Region))) throw new FormatException($"{name}, line {index + 1}: the price of {price.Item} in {price.Region} is given twice.");
            prices.Add(price);
        }

        return new(prices);
    }

    private static Price? ParseLine(string line) =>
        line.Split(',') is [{ Length: > 0 } item, { Length: > 0 } region, var usd, { Length: > 0 } unit, var basis, var date, var source]
        && decimal.TryParse(usd, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value > 0
        && Enum.TryParse<PriceBasis>(basis, ignoreCase: true, out var parsed)
        && Date().IsMatch(date)
        && source.StartsWith("https://", StringComparison.Ordinal)
            ? new Price(item, region, value, unit, parsed, date, source)
            : null;

    private static PriceTable ReadEmbedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return new(assembly.GetManifestResourceNames().Where(name => name.EndsWith(".csv", StringComparison.Ordinal)).Order(StringComparer.Ordinal).SelectMany(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return Parse(name, reader.ReadToEnd()).Prices;
        }));
    }

    [GeneratedRegex(@"^20\d\d(-\d\d(-\d\d)?)?$")]
    private static partial Regex Date();
}

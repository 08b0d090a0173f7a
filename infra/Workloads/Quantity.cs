using System.Globalization;
using System.Text.RegularExpressions;

namespace Slipway.Infra.Workloads;

/// <summary>Reads the quantities of container resources.</summary>
internal static partial class Quantity
{
    // 1K is 1000 and 1Ki is 1024, as in Kubernetes; score-go's own parser lacks fractions, P and E, though the schema has them.
    private static readonly string[] Prefixes = ["", "K", "M", "G", "T", "P", "E"];

    /// <summary>Thousandths of a processor of a text in <see cref="CpuForm"/>; null if that is too many.</summary>
    public static decimal? Millicores(string text) =>
        !decimal.TryParse(text.TrimEnd('m'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > int.MaxValue
            ? null
            : text.EndsWith('m') ? number : number * 1000;

    /// <summary>Bytes of a text in <see cref="MemoryForm"/>, a fraction of one rounded up; null if that is too many.</summary>
    public static long? Bytes(string text)
    {
        var match = MemoryForm().Match(text);
        if (!decimal.TryParse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var bytes))
            return null;

        for (var power = Array.IndexOf(Prefixes, match.Groups["prefix"].Value); power > 0 && bytes <= long.MaxValue; power--)
            bytes *= match.Groups["binary"].Success ? 1024 : 1000;

        return bytes <= long.MaxValue ? (long)Math.Ceiling(bytes) : null;
    }

    [GeneratedRegex(@"^[0-9]+(?:m|\.[0-9]+)?\z")]
    public static partial Regex CpuForm();

    [GeneratedRegex(@"^(?<number>0\.[0-9]+|[1-9][0-9]*(\.[0-9]+)?)(?<prefix>[KMGTPE]?)(?<binary>(?<=[KMGTPE])i)?\z")]
    public static partial Regex MemoryForm();
}

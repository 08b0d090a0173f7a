using System.Globalization;
using System.Text.RegularExpressions;

namespace Slipway.Cli.Logs;

/// <summary>Finds the moment a log line speaks of, in the notations of our services and of the servers beside them.</summary>
internal static partial class LogTime
{
    // JSON logs may carry a few fields before it; further in, a time belongs to the message.
    private const int SearchWithin = 200;

    public static DateTimeOffset? Find(string line)
    {
        var head = line.Length > SearchWithin ? line[..SearchWithin] : line;
        if (IsoTime().Match(head) is { Success: true } iso)
        {
            var text = $"{iso.Groups["day"].Value.Replace('/', '-')}T{iso.Groups["time"].Value.Replace(',', '.')}{Zone(iso.Groups["zone"].Value)}";
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time;
        }

        return NginxAccessTime().Match(head) is { Success: true } access
            && DateTimeOffset.TryParseExact(access.Groups[1].Value, "dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var accessed)
            ? accessed
            : null;
    }

    private static string Zone(string zone) => zone.Trim() switch { "UTC" or "GMT" => "Z", var other => other };

    [GeneratedRegex(@"(?<day>\d{4}[-/]\d\d[-/]\d\d)[T ](?<time>\d\d:\d\d:\d\d([.,]\d{1,7})?)\d*(?<zone>Z|[+-]\d\d:?\d\d| UTC| GMT)?")]
    private static partial Regex IsoTime();

    [GeneratedRegex(@"\[(\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\]")]
    private static partial Regex NginxAccessTime();
}

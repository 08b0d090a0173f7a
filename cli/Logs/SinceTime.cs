using System.Globalization;

namespace Slipway.Cli.Logs;

/// <summary>A moment as <c>--since</c> takes it: how long ago, or when.</summary>
internal static class SinceTime
{
    public static DateTimeOffset Parse(string text, DateTimeOffset now)
    {
        if (text.Length > 1 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            var unit = text[^1] switch
            {
                's' => TimeSpan.FromSeconds(1),
                'm' => TimeSpan.FromMinutes(1),
                'h' => TimeSpan.FromHours(1),
                'd' => TimeSpan.FromDays(1),
                _ => TimeSpan.Zero,
            };
            if (unit > TimeSpan.Zero && amount < 100_000) return now - (amount * unit);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new UserException($"--since is '{text}', expected a length of time (90s, 15m, 2h, 1d) or a moment (2026-11-21T23:00:00Z).");
    }
}

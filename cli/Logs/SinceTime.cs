using System.Globalization;

namespace Slipway.Cli.Logs;

/// <summary>A moment as <c>--since</c> takes it: how long ago, or when.</summary>
internal static class SinceTime
{
    public static DateTimeOffset Parse(string text, DateTimeOffset now)
    {
        if (LengthOfTime.Parse(text) is { } length) return now - length;

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new UserException($"--since is '{text}', expected a length of time (90s, 15m, 2h, 1d) or a moment (2026-11-21T23:00:00Z).");
    }
}

using System.Globalization;

namespace Slipway.Cli.Screens;

/// <summary>Lengths of time as people read them.</summary>
internal static class Durations
{
    public static string Short(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalSeconds * 10) / 10:0.0}s"),
        { TotalHours: < 1 } => $"{time.Minutes}m {time.Seconds}s",
        { TotalDays: < 1 } => $"{time.Hours}h {time.Minutes}m",
        _ => $"{(int)time.TotalDays}d {time.Hours}h",
    };
}

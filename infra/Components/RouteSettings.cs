using System.Collections.Immutable;
using System.Globalization;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components;

/// <summary>
/// How a route treats its requests. Score's <c>route</c> has no room for it, so it comes from annotations
/// on the resource: <c>slipway.dev/read-timeout</c>, <c>cache</c>, <c>cache-key</c>, <c>buffering</c>.
/// </summary>
public sealed record RouteSettings
{
    private const string Prefix = "slipway.dev/";

    /// <summary>How long the workload may be silent before the request is given up.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an answer may be given again to the same question; zero for never.</summary>
    public TimeSpan Cache { get; init; }

    /// <summary>Request headers that make two questions different, besides host and address.</summary>
    public ImmutableArray<string> CacheKey { get; init; } = [];

    /// <summary>False for streams that must reach the client as they are written.</summary>
    public bool Buffering { get; init; } = true;

    /// <summary>Reads the annotations of a route; what is wrong is told to <paramref name="problem"/>.</summary>
    public static RouteSettings Read(ScoreMap metadata, Action<string> problem)
    {
        var settings = new RouteSettings();
        if (metadata["annotations"] is not ScoreMap annotations)
            return settings;
        foreach (var (name, value) in annotations.Entries.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var text = value.AsTemplate?.LiteralText ?? "";
            settings = name[Prefix.Length..] switch
            {
                "read-timeout" => settings with { ReadTimeout = Duration(name, text, problem) },
                "cache" => settings with { Cache = Duration(name, text, problem) },
                "cache-key" => settings with { CacheKey = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] },
                "buffering" => settings with { Buffering = Switch(name, text, problem) },
                _ => Unknown(settings, name, problem),
            };
        }
        return settings;
    }

    private static TimeSpan Duration(string name, string text, Action<string> problem)
    {
        var unit = text.Length == 0 ? ' ' : text[^1];
        var seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (seconds != 0 && int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 100_000)
            return TimeSpan.FromSeconds(count * seconds);
        problem($"{name} is '{text}', expected a whole number with s, m or h, such as '5s'");
        return TimeSpan.FromSeconds(60);
    }

    private static bool Switch(string name, string text, Action<string> problem)
    {
        if (text is not ("on" or "off"))
            problem($"{name} is '{text}', expected 'on' or 'off'");
        return text != "off";
    }

    private static RouteSettings Unknown(RouteSettings settings, string name, Action<string> problem)
    {
        problem($"{name} is not known for a route, expected one of slipway.dev/read-timeout, cache, cache-key, buffering");
        return settings;
    }
}

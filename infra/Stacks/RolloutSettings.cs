using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Slipway.Infra.Releases;

namespace Slipway.Infra.Stacks;

/// <summary>Reads how an environment releases, <c>slipway:rollout</c>: for the program that checks it, and for whoever drives releases.</summary>
public static class RolloutSettings
{
    public const string Key = "rollout";

    /// <param name="json">A map of texts.</param>
    public static ReleaseSettings Read(string json, Action<string> problem)
    {
        var settings = new ReleaseSettings();
        foreach (var (key, text) in Parse(json, problem))
        {
            void Problem(string expected) => problem($"{Key}.{key} is '{text}', expected {expected}");
            TimeSpan Duration(TimeSpan otherwise)
            {
                if (ParseDuration(text) is { } duration)
                    return duration;
                Problem("a whole number with ms, s, m or h, such as '30s'");
                return otherwise;
            }

            double Number(double otherwise, double least, double most)
            {
                if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                    return number;
                Problem(string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
                return otherwise;
            }

            settings = key switch
            {
                "steps" => settings with { Steps = Steps(text, Problem) },
                "hold" => settings with { Hold = Duration(settings.Hold) },
                "probes" => settings with { Probes = (int)Number(settings.Probes, 1, 100) },
                "probeEvery" => settings with { ProbeEvery = Duration(settings.ProbeEvery) },
                "gateLimit" => settings with { GateLimit = Duration(settings.GateLimit) },
                "warmUp" => settings with { WarmUp = Duration(settings.WarmUp) },
                "bake" => settings with { Bake = Duration(settings.Bake) },
                "patience" => settings with { Patience = Duration(settings.Patience) },
                "leastRequests" => settings with { LeastRequests = (int)Number(settings.LeastRequests, 1, 1_000_000) },
                "mostErrors" => settings with { MostErrors = Number(settings.MostErrors, 0, 100) },
                "slowestP95" => settings with { SlowestP95 = Duration(TimeSpan.Zero) },
                "p95Factor" => settings with { P95Factor = Number(settings.P95Factor, 1, 1000) },
                "p95Floor" => settings with { P95Floor = Duration(settings.P95Floor) },
                _ => Unknown(settings),
            };

            ReleaseSettings Unknown(ReleaseSettings unchanged)
            {
                problem($"{Key}.{key} is unknown, expected one of: steps, hold, probes, probeEvery, gateLimit, warmUp, bake, patience, leastRequests, mostErrors, slowestP95, p95Factor, p95Floor");
                return unchanged;
            }
        }
        return settings;
    }

    private static Dictionary<string, string> Parse(string json, Action<string> problem)
    {
        try
        {
            return JObject.Parse(json).Properties().ToDictionary(property => property.Name, property => property.Value.ToString());
        }
        catch (JsonReaderException)
        {
            problem($"{Key} does not hold a map from names to texts");
            return [];
        }
    }

    private static ImmutableArray<int> Steps(string text, Action<string> problem)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var steps = parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : 0).ToImmutableArray();
        if (steps.All(step => step is > 0 and < 100) && steps.Zip(steps.Skip(1)).All(pair => pair.First < pair.Second))
            return steps;
        problem("percentages from 1 to 99 that rise, such as '10, 50', or nothing to move all traffic at once");
        return [];
    }

    internal static TimeSpan? ParseDuration(string text)
    {
        foreach (var (unit, milliseconds) in (ReadOnlySpan<(string, long)>)[("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)])
        {
            if (text.EndsWith(unit, StringComparison.Ordinal) && int.TryParse(text.AsSpan(..^unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < 1_000_000)
                return TimeSpan.FromMilliseconds(count * milliseconds);
        }
        return null;
    }
}

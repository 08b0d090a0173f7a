using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Components.Local;

namespace Slipway.Infra.Stacks;

/// <summary>What one environment is set to: its stack's configuration, read once and checked before the first resource.</summary>
public sealed record PlatformSettings
{
    private static readonly string[] Targets = ["local"];

    /// <summary>Where workloads run.</summary>
    public required string Target { get; init; }

    /// <summary>The first of the ports a local stack listens on.</summary>
    public required int BasePort { get; init; }

    /// <summary>Patterns of the Score files, relative to the checkout.</summary>
    public required ImmutableArray<string> Workloads { get; init; }

    /// <summary>What <c>environment</c> resources give, by key.</summary>
    public required ImmutableSortedDictionary<string, Output<string>> Environment { get; init; }

    /// <summary>Reads the stack's configuration.</summary>
    /// <exception cref="RunException">Something is wrong; the message names every problem.</exception>
    public static PlatformSettings Read(Config config, string stack)
    {
        var problems = new List<string>();
        var settings = new PlatformSettings
        {
            Target = Choice(config, "target", Targets, problems),
            BasePort = Number(config, "basePort", 18000, 1024, 65535 - PortPlan.Size, problems),
            Workloads = Patterns(config, problems),
            Environment = Variables(config, problems),
        };
        if (problems.Count == 0)
            return settings;
        throw new RunException($"The configuration of stack '{stack}' (Pulumi.{stack}.yaml) has {(problems.Count == 1 ? "a problem" : $"{problems.Count} problems")}:\n"
            + string.Join('\n', problems.Select(problem => $"  {problem}")));
    }

    private static string Choice(Config config, string key, string[] choices, List<string> problems)
    {
        var value = config.Get(key);
        if (value is null)
            problems.Add($"slipway:{key} is missing, expected one of: {string.Join(", ", choices)}");
        else if (!choices.Contains(value))
            problems.Add($"slipway:{key} is '{value}', expected one of: {string.Join(", ", choices)}");
        return value ?? "";
    }

    private static int Number(Config config, string key, int otherwise, int least, int most, List<string> problems)
    {
        var text = config.Get(key);
        if (text is null)
            return otherwise;
        if (int.TryParse(text, out var value) && value >= least && value <= most)
            return value;
        problems.Add($"slipway:{key} is '{text}', expected a whole number from {least} to {most}");
        return otherwise;
    }

    private static ImmutableArray<string> Patterns(Config config, List<string> problems)
    {
        var patterns = Read<string[]>(config, "workloads", "a list of patterns such as \"apps/*/score.yaml\"", problems) ?? ["apps/*/score*.yaml"];
        if (patterns.Length == 0)
            problems.Add("slipway:workloads is empty, expected at least one pattern such as \"apps/*/score.yaml\"");
        return [.. patterns];
    }

    private static ImmutableSortedDictionary<string, Output<string>> Variables(Config config, List<string> problems)
    {
        const string shape = "a map from names to texts";
        var values = Read<Dictionary<string, string>>(config, "environment", shape, problems) ?? [];
        var plain = values.ToImmutableSortedDictionary(value => value.Key, value => Output.Create(value.Value), StringComparer.Ordinal);
        var secrets = Read<Dictionary<string, string>>(config, "secretEnvironment", shape, problems) ?? [];
        return plain.SetItems(secrets.Select(secret => KeyValuePair.Create(secret.Key, Output.CreateSecret(secret.Value))));
    }

    private static T? Read<T>(Config config, string key, string shape, List<string> problems)
        where T : class
    {
        try
        {
            return config.GetObject<T>(key);
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException or RunException)
        {
            problems.Add($"slipway:{key} does not hold {shape}");
            return null;
        }
    }
}

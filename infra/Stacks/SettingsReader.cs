using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;

namespace Slipway.Infra.Stacks;

/// <summary>
/// Reads a stack's configuration value by value and keeps every problem, so that all are told at once.
/// A value with a problem reads as its default; <see cref="ThrowIfWrong"/> is called before any of them is used.
/// </summary>
public sealed class SettingsReader(Config config, string stack)
{
    private readonly List<string> _problems = [];

    /// <summary>A text, one of <paramref name="choices"/>.</summary>
    public string Choice(string key, IReadOnlyCollection<string> choices, string? otherwise = null)
    {
        var value = config.Get(key) ?? otherwise;
        if (value is null)
            Problem($"slipway:{key} is missing, expected one of: {string.Join(", ", choices)}");
        else if (!choices.Contains(value))
            Problem($"slipway:{key} is '{value}', expected one of: {string.Join(", ", choices)}");
        return value ?? "";
    }

    /// <summary>A text that must be given when there is no default.</summary>
    public string Text(string key, string what, string? otherwise = null)
    {
        var value = config.Get(key) ?? otherwise;
        if (string.IsNullOrWhiteSpace(value) && otherwise is null)
            Problem($"slipway:{key} is missing, expected {what}");
        return value ?? "";
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int Number(string key, int otherwise, int least, int most)
    {
        var text = config.Get(key);
        if (text is null)
            return otherwise;
        if (int.TryParse(text, out var value) && value >= least && value <= most)
            return value;
        Problem($"slipway:{key} is '{text}', expected a whole number from {least} to {most}");
        return otherwise;
    }

    public bool Flag(string key, bool otherwise)
    {
        var text = config.Get(key);
        if (text is null)
            return otherwise;
        if (bool.TryParse(text, out var value))
            return value;
        Problem($"slipway:{key} is '{text}', expected true or false");
        return otherwise;
    }

    public ImmutableArray<string> List(string key, string what, params string[] otherwise) =>
        [.. Read<string[]>(key, $"a list of {what}") ?? otherwise];

    public ImmutableSortedDictionary<string, string> Map(string key) =>
        (Read<Dictionary<string, string>>(key, "a map from names to texts") ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>A list or map as JSON text; null when it is not set.</summary>
    public string? Json(string key) => config.Get(key);

    /// <summary>Texts by name, where numbers and flags may stand without quotes.</summary>
    public ImmutableSortedDictionary<string, string> Scalars(string key) =>
        (Read<Dictionary<string, JsonElement>>(key, "a map from names to texts") ?? []).ToImmutableSortedDictionary(
            entry => entry.Key,
            entry => entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : entry.Value.GetRawText(),
            StringComparer.Ordinal);

    /// <summary>A secret text; null when it is not set.</summary>
    public Output<string>? Secret(string key) => config.GetSecret(key);

    public void Problem(string problem) => _problems.Add(problem);

    /// <exception cref="RunException">Something is wrong; the message names every problem.</exception>
    public void ThrowIfWrong()
    {
        if (_problems.Count > 0)
            throw new RunException($"The configuration of stack '{stack}' (Pulumi.{stack}.yaml) has {(_problems.Count == 1 ? "a problem" : $"{_problems.Count} problems")}:\n"
                + string.Join('\n', _problems.Select(problem => $"  {problem}")));
    }

    private T? Read<T>(string key, string shape)
        where T : class
    {
        try
        {
            return config.GetObject<T>(key);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or RunException)
        {
            Problem($"slipway:{key} does not hold {shape}");
            return null;
        }
    }
}

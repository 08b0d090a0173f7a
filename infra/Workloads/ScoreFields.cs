using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Slipway.Infra.Workloads;

/// <summary>The keys of one map in a Score file: each is asked for by name, and those nobody asked for are unknown.</summary>
internal sealed partial class ScoreFields(YamlMap map, int line, string path, ProblemLog problems)
{
    private readonly HashSet<string> asked = [];

    /// <summary>The file the map comes from.</summary>
    public string File => map.File;

    /// <summary>The line it starts on.</summary>
    public int Line => line;

    public string PathOf(string key) =>
        (path.Length == 0, SimpleKey().IsMatch(key)) switch
        {
            (true, _) => key,
            (_, true) => $"{path}.{key}",
            _ => $"{path}[\"{key}\"]",
        };

    public YamlNode? Node(string key)
    {
        asked.Add(key);
        return map[key];
    }

    public void Problem(string key, string message) =>
        problems.Add(map[key]?.File ?? map.File, map[key]?.Line ?? line, PathOf(key), message);

    /// <summary>A map under a key.</summary>
    public ScoreFields? Section(string key, bool required = false)
    {
        asked.Add(key);
        if (map.Entries.FirstOrDefault(entry => entry.Key == key) is { } entry)
            return AsMap(entry.Value, entry.Line, PathOf(key));

        if (required)
            Problem(key, "is missing, expected a map; add it");
        return null;
    }

    /// <summary>Every entry as a map of its own, with the entry's key; entries that are no map are problems.</summary>
    public IEnumerable<(string Key, ScoreFields Fields)> Sections() =>
        map.Entries.Select(entry => (entry.Key, Fields: AsMap(entry.Value, entry.Line, PathOf(entry.Key)))).Where(entry => entry.Fields is not null)!;

    public string? Text(string key, bool required = false, string expected = "text") =>
        Scalar(key, required, expected) is { } scalar ? scalar.Text : null;

    /// <summary>A text that matches a pattern of the schema.</summary>
    public string? Text(string key, Regex pattern, string expected, bool required = false)
    {
        var text = Text(key, required, expected);
        if (text is null || pattern.IsMatch(text))
            return text;

        Problem(key, $"is '{text}', expected {expected}");
        return null;
    }

    public YamlScalar? Scalar(string key, bool required = false, string expected = "text")
    {
        var node = Node(key);
        if (node is null && required)
            Problem(key, $"is missing, expected {expected}; add it");

        return node is null ? null : AsText(node, PathOf(key), problems, expected);
    }

    public int? Integer(string key, int minimum, int maximum, bool required = false)
    {
        switch (Node(key))
        {
            case null when required:
                Problem(key, $"is missing, expected a whole number from {minimum} to {maximum}; add it");
                return null;
            case null:
                return null;
            case YamlScalar { Type: YamlType.Number } scalar when int.TryParse(scalar.Text, out var value) && value >= minimum && value <= maximum:
                return value;
            case var node:
                Problem(key, $"is {node.Kind}, expected a whole number from {minimum} to {maximum}, without quotes");
                return null;
        }
    }

    public bool Flag(string key)
    {
        var node = Node(key);
        if (node is not null and not YamlScalar { Type: YamlType.Flag })
            Problem(key, $"is {node.Kind}, expected true or false, without quotes");

        return node is YamlScalar { Type: YamlType.Flag, Text: "true" };
    }

    /// <summary>One of a few words.</summary>
    public string? Choice(string key, ImmutableArray<string> choices, bool required = false)
    {
        var text = Text(key, required, $"one of {string.Join(", ", choices)}");
        if (text is null || choices.Contains(text))
            return text;

        Problem(key, $"is '{text}', {Suggestion.For(text, choices)}");
        return null;
    }

    public IReadOnlyList<string>? TextList(string key, bool required = false)
    {
        switch (Node(key))
        {
            case null:
                if (required)
                    Problem(key, "is missing, expected a list of texts; add it");
                return null;
            case YamlList list:
                var texts = list.Items.Select((item, index) => AsText(item, $"{PathOf(key)}[{index}]", problems)?.Text);
                return [.. texts.OfType<string>()];
            case var node:
                Problem(key, $"is {node.Kind}, expected a list of texts");
                return null;
        }
    }

    /// <summary>The maps in a list under a key.</summary>
    public IEnumerable<ScoreFields> SectionList(string key)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case YamlList list:
                return list.Items
                    .Select((item, index) => AsMap(item, item.Line, $"{PathOf(key)}[{index}]"))
                    .OfType<ScoreFields>();
            case var node:
                Problem(key, $"is {node.Kind}, expected a list of maps");
                return [];
        }
    }

    /// <summary>The entries of a map whose values are texts; names are checked with a pattern of the schema.</summary>
    public IEnumerable<(string Key, YamlScalar Value)> Texts(Regex names, string expectedName)
    {
        CheckNames(names, expectedName);

        return map.Entries
            .Select(entry => (entry.Key, Value: AsText(entry.Value, PathOf(entry.Key), problems)))
            .Where(entry => entry.Value is not null)!;
    }

    /// <summary>Checks the names of all entries with a pattern of the schema.</summary>
    public void CheckNames(Regex pattern, string expected)
    {
        foreach (var entry in map.Entries.Where(entry => !pattern.IsMatch(entry.Key)))
            problems.Add(entry.File, entry.Line, PathOf(entry.Key), $"the name '{entry.Key}' is not allowed, expected {expected}");
    }

    /// <summary>Reports every key nobody asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var entry in map.Entries.Where(entry => !asked.Contains(entry.Key)))
            problems.Add(entry.File, entry.Line, PathOf(entry.Key), $"the key '{entry.Key}' is unknown, {Suggestion.For(entry.Key, asked)}");
    }

    private ScoreFields? AsMap(YamlNode node, int keyLine, string nodePath)
    {
        if (node is YamlMap section)
            return new ScoreFields(section, keyLine, nodePath, problems);

        problems.Add(node, nodePath, $"is {node.Kind}, expected a map");
        return null;
    }

    private static YamlScalar? AsText(YamlNode node, string path, ProblemLog problems, string expected = "text")
    {
        switch (node)
        {
            case YamlScalar { Type: YamlType.Text } scalar:
                return scalar;
            case YamlScalar { Type: YamlType.Null }:
                problems.Add(node, path, $"is empty, expected {expected}; give it a value, \"\" for an empty one, or remove the key");
                return null;
            case YamlScalar scalar:
                problems.Add(node, path, $"is {node.Kind}, expected {expected}; put it in quotes: \"{scalar.Raw}\"");
                return null;
            default:
                problems.Add(node, path, $"is {node.Kind}, expected {expected}");
                return null;
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z")]
    private static partial Regex SimpleKey();
}

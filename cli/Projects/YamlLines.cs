using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Cli.Projects;

/// <summary>YAML values as lines of block style.</summary>
internal static partial class YamlLines
{
    /// <summary>A text that reads back as that text, never as a number or a truth value.</summary>
    public static YamlScalarNode Text(string text) => new(text) { Style = IsPlain(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted };

    /// <summary>A text as a person types it: <c>true</c> and numbers keep their kind.</summary>
    public static YamlScalarNode Typed(string text) =>
        text is "true" or "false" || IsNumber(text) ? new YamlScalarNode(text) { Style = ScalarStyle.Plain } : Text(text);

    /// <summary>Null when the value takes lines of its own.</summary>
    public static string? Inline(YamlNode node) => node switch
    {
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => scalar.Value ?? "",
        YamlScalarNode scalar => IsPlain(scalar.Value ?? "") ? scalar.Value : Quote(scalar.Value ?? ""),
        YamlMappingNode { Children.Count: 0 } => "{}",
        YamlSequenceNode { Children.Count: 0 } => "[]",
        _ => null,
    };

    public static IEnumerable<string> Block(YamlNode node, int indent)
    {
        switch (node)
        {
            case YamlMappingNode map:
                return map.Children.SelectMany(entry => Entry(entry.Key, entry.Value, indent));
            case YamlSequenceNode list:
                return list.Children.SelectMany(item => Item(item, indent));
            default:
                return [Pad(indent) + Inline(node)];
        }
    }

    public static IEnumerable<string> Entry(YamlNode key, YamlNode value, int indent)
    {
        var name = Inline(key) ?? throw new ArgumentException("A key is a text.", nameof(key));
        return Inline(value) is { } text
            ? [$"{Pad(indent)}{name}: {text}".TrimEnd()]
            : Block(value, indent + 2).Prepend($"{Pad(indent)}{name}:");
    }

    public static IEnumerable<string> Item(YamlNode item, int indent)
    {
        if (Inline(item) is { } text) return [$"{Pad(indent)}- {text}"];
        // The first line of what is within goes on the line of the dash.
        return Block(item, indent + 2).Select((line, index) => index == 0 ? $"{Pad(indent)}- {line[(indent + 2)..]}" : line);
    }

    private static string Pad(int indent) => new(' ', indent);

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && JsonNumber().IsMatch(text);

    private static bool IsPlain(string text) =>
        text.Length > 0
        && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1])
        && !"-?:,[]{}#&*!|>'\"%@`=~".Contains(text[0])
        && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal) && text[^1] != ':'
        && !text.Any(char.IsControl)
        && !NotText().IsMatch(text);

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(letter) => $"\\u{(int)letter:x4}",
                _ => letter.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();

    // What one or another YAML reader takes for a number, a date, a truth value or nothing.
    [GeneratedRegex(@"^([-+.]?[0-9][0-9_.,:xXoOeE+\-a-fA-FtTzZ ]*|\.inf|\.nan|true|false|yes|no|on|off|y|n|null)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NotText();
}

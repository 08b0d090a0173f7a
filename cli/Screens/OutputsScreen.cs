using Pulumi.Offline;

namespace Slipway.Cli.Screens;

/// <summary>The outputs of a stack, one a line; secrets masked unless asked for.</summary>
internal static class OutputsScreen
{
    // Beyond this a value is a document for programs rather than something to read or copy from a table.
    private const int Longest = 160;

    public static IEnumerable<Line> Lines(PropertyValue.Map outputs, bool showSecrets)
    {
        if (outputs.Count == 0) yield break;
        var column = outputs.Max(output => output.Key.Length) + 4;
        yield return new Line().Add("Outputs:", Styles.Strong);
        foreach (var (name, value) in outputs)
        {
            if (EntriesOf(value, showSecrets) is { } entries)
            {
                yield return new Line().Add($"  {name}", Styles.Accent);
                foreach (var line in entries) yield return line;
                continue;
            }

            yield return ValueLine(name, value, column, showSecrets);
        }
    }

    private static Line ValueLine(string name, PropertyValue value, int column, bool showSecrets)
    {
        var line = new Line { Indent = column }.Add($"  {name}", Styles.Accent).PadTo(column);
        var shown = Shown(value, showSecrets);
        return shown.Length > Longest
            ? line.Add(shown[..Longest]).Add($"…  (all of it: slipway output {name})", Styles.Faint)
            : line.Add(shown, value is PropertyValue.Secret && !showSecrets ? Styles.Faint : Styles.Plain);
    }

    // A map of texts is a table of its own: addresses by name, each to be copied.
    private static IEnumerable<Line>? EntriesOf(PropertyValue value, bool showSecrets)
    {
        if (value is not PropertyValue.Map { Count: > 0 } map || !map.All(entry => entry.Value is PropertyValue.Text or PropertyValue.Secret { Value: PropertyValue.Text })) return null;
        var column = map.Max(entry => entry.Key.Length) + 6;
        return map.Select(entry => new Line { Indent = column }
            .Add($"    {entry.Key}").PadTo(column)
            .Add(Shown(entry.Value, showSecrets), entry.Value is PropertyValue.Secret && !showSecrets ? Styles.Faint : Styles.Plain));
    }

    // A text is written bare, so that an address can be copied; the lines of a long one would break the table.
    private static string Shown(PropertyValue value, bool showSecrets)
    {
        var raw = PropertyText.Raw(value, showSecrets);
        return raw.Contains('\n') ? PropertyText.Inline(value, showSecrets) : raw;
    }
}

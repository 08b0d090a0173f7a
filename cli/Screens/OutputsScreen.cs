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
            var line = new Line { Indent = column }.Add($"  {name}", Styles.Accent).PadTo(column);
            var shown = Shown(value, showSecrets);
            if (shown.Length > Longest) line.Add(shown[..Longest]).Add($"…  (all of it: slipway output {name})", Styles.Faint);
            else line.Add(shown, value is PropertyValue.Secret && !showSecrets ? Styles.Faint : Styles.Plain);
            yield return line;
        }
    }

    // A text is written bare, so that an address can be copied; the lines of a long one would break the table.
    private static string Shown(PropertyValue value, bool showSecrets)
    {
        var raw = PropertyText.Raw(value, showSecrets);
        return raw.Contains('\n') ? PropertyText.Inline(value, showSecrets) : raw;
    }
}

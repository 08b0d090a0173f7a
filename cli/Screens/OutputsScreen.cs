using Pulumi.Offline;

namespace Slipway.Cli.Screens;

/// <summary>The outputs of a stack, one a line; secrets masked unless asked for.</summary>
internal static class OutputsScreen
{
    public static IEnumerable<Line> Lines(PropertyValue.Map outputs, bool showSecrets)
    {
        if (outputs.Count == 0) yield break;
        var column = outputs.Max(output => output.Key.Length) + 4;
        yield return new Line().Add("Outputs:", Styles.Strong);
        foreach (var (name, value) in outputs)
        {
            yield return new Line { Indent = column }
                .Add($"  {name}", Styles.Accent)
                .PadTo(column)
                .Add(Shown(value, showSecrets), value is PropertyValue.Secret && !showSecrets ? Styles.Faint : Styles.Plain);
        }
    }

    // A text is written bare, so that an address can be copied; the lines of a long one would break the table.
    private static string Shown(PropertyValue value, bool showSecrets)
    {
        var raw = PropertyText.Raw(value, showSecrets);
        return raw.Contains('\n') ? PropertyText.Inline(value, showSecrets) : raw;
    }
}

using Pulumi.Offline;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Screens;

/// <summary>What changes in the properties of one resource; long texts as a short line diff.</summary>
internal static class PropertyDiff
{
    // Beyond this, one line of old → new is harder to read than the two below each other.
    private const int LongValue = 80;
    private const int ContextLines = 2;
    private const int MostLines = 40;

    public static IEnumerable<Line> Lines(ResourceNode node) => node.Kind switch
    {
        StepKind.Create => Whole(node.MainStep.NewInputs, "+ ", Styles.Good),
        StepKind.Delete => [],
        _ => node.Changes.OrderBy(change => change.Path, StringComparer.Ordinal).SelectMany(Change),
    };

    private static IEnumerable<Line> Whole(PropertyValue.Map? properties, string sign, Spectre.Console.Style style) =>
        (properties ?? PropertyValue.Map.Empty).SelectMany(property => Side(property.Key, property.Value, sign, style));

    private static IEnumerable<Line> Change(PropertyChange change)
    {
        var why = change.ForcesReplacement ? "  (forces replacement)" : "";
        switch (change)
        {
            case { Kind: PropertyChangeKind.Add }:
                return WithReason(Side(change.Path, change.New ?? PropertyValue.Nothing, "+ ", Styles.Good), why);
            case { Kind: PropertyChangeKind.Delete }:
                return WithReason(Side(change.Path, change.Old ?? PropertyValue.Nothing, "- ", Styles.Bad), why);
        }

        if (change is { Old: PropertyValue.Text old, New: PropertyValue.Text @new }
            && (PropertyText.Multiline(old) is not null || PropertyText.Multiline(@new) is not null))
        {
            var heading = new Line().Add($"~ {change.Path}:", Styles.Warning).Add(why, Styles.Bad);
            return LineDiff.Between(old.Value, @new.Value, ContextLines, MostLines)
                .Select(row => new Line("    ").Add(row.Text, row.Sign switch { '+' => Styles.Good, '-' => Styles.Bad, _ => Styles.Faint }))
                .Prepend(heading);
        }

        var before = PropertyText.Inline(change.Old ?? PropertyValue.Nothing);
        var after = PropertyText.Inline(change.New ?? PropertyValue.Nothing);
        if (before == after && before.Contains(PropertyText.Masked)) after = $"{PropertyText.Masked} (changed)";
        return before.Length + after.Length <= LongValue
            ? [new Line().Add($"~ {change.Path}: ", Styles.Warning).Add(before, Styles.Bad).Add(" → ").Add(after, Styles.Good).Add(why, Styles.Bad)]
            :
            [
                new Line().Add($"~ {change.Path}:", Styles.Warning).Add(why, Styles.Bad),
                new Line("    ").Add($"- {before}", Styles.Bad),
                new Line("    ").Add($"+ {after}", Styles.Good),
            ];
    }

    private static IEnumerable<Line> Side(string path, PropertyValue value, string sign, Spectre.Console.Style style)
    {
        if (PropertyText.Multiline(value) is not { } text) return [new Line().Add($"{sign}{path}: {PropertyText.Inline(value)}", style)];

        const int most = 8;
        var rows = text.TrimEnd('\n').Split('\n');
        var shown = rows.Take(most).Select(row => new Line("    ").Add(row, style));
        return shown.Prepend(new Line().Add($"{sign}{path}:", style))
            .Concat(rows.Length > most ? [new Line("    ").Add($"… {Plural.Of(rows.Length - most, "more line")}", Styles.Faint)] : []);
    }

    private static IEnumerable<Line> WithReason(IEnumerable<Line> lines, string why) =>
        lines.Select((line, index) => index == 0 ? line.Add(why, Styles.Bad) : line);
}

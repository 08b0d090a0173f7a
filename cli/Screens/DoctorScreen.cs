using System.Collections.Immutable;
using Slipway.Cli.Doctor;

namespace Slipway.Cli.Screens;

/// <summary>What the doctor found, one line a finding, with what to do below each that needs it.</summary>
internal static class DoctorScreen
{
    public static IEnumerable<Line> Lines(ImmutableArray<Finding> findings)
    {
        var column = findings.Max(finding => finding.Subject.Length) + 13;
        foreach (var finding in findings)
        {
            var (word, style) = finding.State switch
            {
                FindingState.Ok => ("ok", Styles.Good),
                FindingState.Warning => ("warning", Styles.Warning),
                _ => ("missing", Styles.Bad),
            };
            yield return new Line { Indent = column }.Add($"  {word}", style).PadTo(11).Add(finding.Subject, Styles.Strong).PadTo(column).Add(finding.Detail);
            if (finding.Advice.Length > 0) yield return new Line { Indent = column + 2 }.PadTo(column).Add("→ ", Styles.Faint).Add(finding.Advice);
        }

        yield return new Line();
        var missing = findings.Count(finding => finding.State == FindingState.Missing);
        yield return missing == 0
            ? new Line().Add("Everything a stack needs is here.", Styles.Good)
            : new Line().Add($"{Plural.Of(missing, "thing")} to put right.", Styles.Bad);
    }
}

using Slipway.Cli.Screens;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Reports;
using Slipway.Policies.Rules;

namespace Slipway.Cli.Policies;

/// <summary>A report for people: the mandatory findings first, each with what to do.</summary>
internal static class PolicyScreen
{
    /// <param name="always">False to say nothing where nothing was found.</param>
    public static IEnumerable<Line> Lines(PolicyReport report, bool always)
    {
        if (!always && report is { Findings.IsEmpty: true, Exempted.IsEmpty: true, UnusedExemptions.IsEmpty: true }) yield break;
        yield return Summary(report);
        foreach (var group in FindingGroup.Of(report.Findings))
        {
            var (word, style) = Word(group.First);
            yield return new Line { Indent = 4 }.Add($"  {word}", style).Add($" {group.First.Rule}", Styles.Strong).Add($"  {group.Subject}");
            yield return new Line { Indent = 4 }.Add($"    {group.First.Problem}");
            if (group.First.Fix.Length > 0) yield return new Line { Indent = 4 }.Add($"    {group.First.Fix}", Styles.Accent);
        }

        foreach (var (finding, exemption) in report.Exempted)
            yield return new Line { Indent = 4 }.Add("  exempted", Styles.Faint).Add($" {finding.Rule}  {finding.Name} ({finding.Type}) until {exemption.Expires:yyyy-MM-dd}, {exemption.Owner}: {exemption.Reason}", Styles.Faint);
        foreach (var exemption in report.UnusedExemptions)
            yield return new Line { Indent = 4 }.Add("  unused exemption", Styles.Warning).Add($" {exemption}. Take it out.");
    }

    private static Line Summary(PolicyReport report)
    {
        var line = new Line().Add("Policies:", Styles.Strong).Add($" {Plural.Of(report.Evaluated.Length, "rule")}");
        if (report is { Findings.IsEmpty: true }) line.Add(", nothing found", Styles.Good);
        Add(report.Count(Level.Mandatory), "mandatory", Styles.Bad);
        Add(report.Count(Level.Advisory), "advisory", Styles.Warning);
        Add(report.NotEvaluated, "not evaluated", Styles.Warning);
        Add(report.Exempted.Length, "exempted", Styles.Faint);
        return line;

        void Add(int count, string what, Spectre.Console.Style style)
        {
            if (count > 0) line.Add(", ").Add($"{count} {what}", style);
        }
    }

    private static (string Word, Spectre.Console.Style Style) Word(Finding finding) => finding switch
    {
        { Level: Level.Mandatory } => ("mandatory", Styles.Bad),
        { Kind: FindingKind.CouldNotEvaluate } => ("not evaluated", Styles.Faint),
        _ => ("advisory", Styles.Warning),
    };
}

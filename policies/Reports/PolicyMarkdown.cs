using System.Text;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Rules;

namespace Slipway.Policies.Reports;

/// <summary>A report as a part of a comment on a pull request.</summary>
public static class PolicyMarkdown
{
    public static string Write(PolicyReport report, Func<Finding, SourceLocation?> locate)
    {
        var text = new StringBuilder();
        text.Append($"### Policies of `{report.Stack}`: {(report.Refuses ? "refused" : "passed")}\n\n");
        text.Append($"{report.Evaluated.Length} rules · {report.Count(Level.Mandatory)} mandatory · {report.Count(Level.Advisory)} advisory · {report.NotEvaluated} not evaluated · {report.Exempted.Length} exempted\n");
        Section(text, "Mandatory", isOpen: true, report.Findings.Where(finding => finding.Level == Level.Mandatory), locate);
        Section(text, "Advisory", isOpen: false, report.Findings.Where(finding => finding.Level == Level.Advisory && finding.Kind != FindingKind.CouldNotEvaluate), locate);
        Section(text, "Not evaluated", isOpen: false, report.Findings.Where(finding => finding.Level == Level.Advisory && finding.Kind == FindingKind.CouldNotEvaluate), locate);
        if (!report.Exempted.IsEmpty)
        {
            text.Append("\n<details><summary>Exempted</summary>\n\n| rule | resource | until | owner | reason |\n|---|---|---|---|---|\n");
            foreach (var (finding, exemption) in report.Exempted)
                text.Append($"| `{finding.Rule}` | {Cell($"{finding.Name} ({finding.Type})")} | {exemption.Expires:yyyy-MM-dd} | {Cell(exemption.Owner)} | {Cell(exemption.Reason)} |\n");
            text.Append("\n</details>\n");
        }

        foreach (var exemption in report.UnusedExemptions) text.Append($"\nUnused exemption: {Cell(exemption.ToString())}. Take it out.\n");
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, bool isOpen, IEnumerable<Finding> findings, Func<Finding, SourceLocation?> locate)
    {
        var groups = FindingGroup.Of(findings).ToList();
        if (groups.Count == 0) return;
        text.Append($"\n<details{(isOpen ? " open" : "")}><summary>{title}</summary>\n\n| rule | resource | found | fix |\n|---|---|---|---|\n");
        foreach (var group in groups)
        {
            var place = locate(group.First) is { } location ? $"<br>`{location.File}:{location.Line}`" : "";
            text.Append($"| `{group.First.Rule}` ({PolicyJson.Word(group.First.Severity)}) | {Cell(group.Subject)}{place} | {Cell(group.First.Problem)} | {Cell(group.First.Fix)} |\n");
        }

        text.Append("\n</details>\n");
    }

    // Values come from the stack: they must neither end the cell nor become markup.
    private static string Cell(string text) => text
        .Replace("\\", "\\\\").Replace("|", "\\|").Replace("<", "&lt;").Replace(">", "&gt;").Replace("`", "\\`").Replace("*", "\\*").Replace("_", "\\_").Replace("@", "&#64;").Replace("\r", "").Replace("\n", " ");
}

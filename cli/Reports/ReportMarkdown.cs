using System.Text;
using Slipway.Cli.Costs;
using Slipway.Policies.Graph;

namespace Slipway.Cli.Reports;

/// <summary>The comment of a pull request: a table of all stacks, then each stack folded away.</summary>
internal sealed class ReportMarkdown(IReadOnlyList<StackReport> stacks, int longest = ReportMarkdown.LongestComment)
{
    /// <summary>By this line the comment is found again when the pull request changes.</summary>
    public const string Marker = "<!-- slipway report -->";

    /// <summary>GitHub refuses a comment of more characters.</summary>
    public const int LongestComment = 65_536;

    private const string Cut = "_The rest is left out: a comment holds 65,536 characters. The whole is in the files of the run._";

    private const int MostNames = 4;

    private const string Folded = "</details>";

    public string Text()
    {
        var text = new StringBuilder();
        foreach (var line in Summary()) text.Append(line).Append('\n');
        foreach (var stack in stacks.Where(HasDetails))
        {
            if (!TryAppend(text, [.. Details(stack)])) break;
        }

        return text.ToString();
    }

    // What must still fit after any line: the end of the fold, and the sentence that says that something is missing.
    private bool TryAppend(StringBuilder text, List<string> lines)
    {
        var reserved = Folded.Length + Cut.Length + 6;
        var begun = text.Length;
        foreach (var line in lines)
        {
            if (text.Length + line.Length + 1 + reserved <= longest)
            {
                text.Append(line).Append('\n');
                continue;
            }

            if (text.Length > begun) text.Append('\n').Append(Folded).Append('\n');
            text.Append('\n').Append(Cut).Append('\n');
            return false;
        }

        return true;
    }

    private IEnumerable<string> Summary()
    {
        yield return Marker;
        yield return "## What this change does";
        yield return "";
        yield return "| stack | resources | policies | USD a month |";
        yield return "|---|---|---|---|";
        foreach (var stack in stacks) yield return $"| {MarkdownText.Code(stack.Stack)} | {Resources(stack)} | {Policies(stack)} | {Cost(stack)} |";
        if (!stacks.Any(stack => stack.IsRefused)) yield break;
        yield return "";
        yield return "**A mandatory finding stops the update of a stack before its first change.**";
    }

    private static bool HasDetails(StackReport stack) =>
        stack.Changes is { IsEmpty: false } || stack.Findings is { IsEmpty: false } || stack.Cost is { Changes.IsEmpty: false };

    private static IEnumerable<string> Details(StackReport stack)
    {
        yield return "";
        yield return $"<details><summary>{MarkdownText.Plain(stack.Stack)}: {Resources(stack)}</summary>";
        yield return "";
        if (stack.Findings is { IsEmpty: false } findings)
        {
            yield return "| policy | resources | what is so | what to do |";
            yield return "|---|---|---|---|";
            foreach (var alike in findings.GroupBy(finding => finding with { Name = "", Type = "" }).OrderBy(alike => (alike.Key.IsMandatory ? 0 : 2) + (alike.Key.IsEvaluated ? 0 : 1)))
                yield return $"| {(alike.Key.IsMandatory ? "**mandatory** " : "")}{MarkdownText.Code(alike.Key.Rule)} | {Names([.. alike.Select(finding => finding.Name)])} | {MarkdownText.Plain(alike.Key.Problem)} | {MarkdownText.Plain(alike.Key.Fix)} |";
            yield return "";
        }

        if (stack.Cost is { Changes.IsEmpty: false } cost)
        {
            yield return "| component | USD a month | to now |";
            yield return "|---|--:|--:|";
            foreach (var (component, before, after) in cost.Changes)
                yield return $"| {MarkdownText.Code(component)} | {Money.Of(after)} | {Money.Difference(after - before)} |";
            yield return "";
        }

        foreach (var gap in stack.Cost?.NotInSum ?? []) yield return $"- not in the sum: {MarkdownText.Plain(gap)}";
        if (stack.Cost is { NotInSum.IsEmpty: false }) yield return "";
        if (stack.Changes is { IsEmpty: false } changes)
        {
            yield return "| | resource | type | what changes |";
            yield return "|---|---|---|---|";
            foreach (var change in changes)
                yield return $"| {Sign(change.Step)} | {MarkdownText.Code(change.Name)} | {MarkdownText.Code(change.Type)} | {string.Join(", ", change.Inputs.Select(MarkdownText.Code))} |";
            yield return "";
        }

        yield return Folded;
    }

    private static string Resources(StackReport stack)
    {
        if (stack.Changes is not { } changes) return "**the preview failed**, see the run";
        if (changes.IsEmpty) return "nothing changes";
        var counts = new (string Verb, int Count)[]
        {
            ("to delete", changes.Count(change => change.Step == GraphStep.Delete)),
            ("to replace", changes.Count(change => change.Step == GraphStep.Replace)),
            ("to change", changes.Count(change => change.Step is GraphStep.Update or GraphStep.Refresh)),
            ("to create", changes.Count(change => change.Step is GraphStep.Create or GraphStep.Import)),
        };
        return string.Join(", ", counts.Where(count => count.Count > 0).Select(count => $"{count.Count} {count.Verb}"));
    }

    private static string Policies(StackReport stack)
    {
        if (stack.Findings is not { } findings) return "not evaluated";
        var mandatory = findings.Count(finding => finding.IsMandatory);
        var unknown = findings.Count(finding => !finding.IsMandatory && !finding.IsEvaluated);
        var advisory = findings.Length - mandatory - unknown;
        return findings.IsEmpty ? "no finding"
            : string.Join(", ", new[] { mandatory > 0 ? $"**{mandatory} mandatory**" : "", advisory > 0 ? $"{advisory} advisory" : "", unknown > 0 ? $"{unknown} not evaluated" : "" }.Where(part => part.Length > 0));
    }

    private static string Names(IReadOnlyList<string> names)
    {
        var shown = string.Join(", ", names.Take(MostNames).Select(MarkdownText.Code));
        return names.Count <= MostNames ? shown : $"{shown} and {names.Count - MostNames} more";
    }

    private static string Cost(StackReport stack) => stack.Cost switch
    {
        null => "not estimated",
        { IsNotPriced: true } => "not priced",
        var cost => $"{(cost.IsComplete ? "" : "≥ ")}{Money.Of(cost.Usd)}{(cost.Difference is { } difference ? $" ({Money.Difference(difference)})" : "")}"
            + (cost.Budget is { } budget ? $", {Money.Share(cost.Usd / budget, cost.IsComplete)} of the budget" : ""),
    };

    private static string Sign(GraphStep step) => step switch
    {
        GraphStep.Delete => "−",
        GraphStep.Replace => "±",
        GraphStep.Update or GraphStep.Refresh => "~",
        _ => "+",
    };
}

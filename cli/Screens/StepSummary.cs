using System.Collections.Immutable;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Screens;

/// <summary>How many resources a plan or an update touches, by kind; the parts of one replacement count once.</summary>
internal sealed class StepSummary
{
    private static readonly ImmutableArray<StepKind> Order =
        [StepKind.Create, StepKind.Update, StepKind.Replace, StepKind.Delete, StepKind.Import, StepKind.Read, StepKind.Refresh, StepKind.Same];

    private readonly ImmutableSortedDictionary<StepKind, int> _counts;

    public StepSummary(IEnumerable<PlannedStep> steps)
    {
        _counts = steps.GroupBy(step => step.Urn)
            .Select(OverallKind)
            .CountBy(kind => kind)
            .ToImmutableSortedDictionary();
    }

    public IEnumerable<(StepKind Kind, int Count)> Counts => Order.Select(kind => (kind, _counts.GetValueOrDefault(kind))).Where(entry => entry.Item2 > 0);

    public int Total => _counts.Values.Sum();

    /// <summary>What one resource goes through, seen as one operation.</summary>
    public static StepKind OverallKind(IEnumerable<PlannedStep> stepsOfOneResource)
    {
        var kinds = stepsOfOneResource.Select(step => step.Kind).ToArray();
        return kinds.Any(kind => kind is StepKind.Replace or StepKind.CreateReplacement or StepKind.DeleteReplaced)
            ? StepKind.Replace
            : kinds.FirstOrDefault(kind => kind != StepKind.Same, StepKind.Same);
    }

    public Line ToLine(string title, Func<Operation, string> verb, string? ending = null)
    {
        var line = new Line { Indent = 2 }.Add(title, Styles.Strong);
        var first = true;
        foreach (var (kind, count) in Counts)
        {
            var operation = Operation.Of(kind);
            line.Add(first ? " " : ", ").Add($"{count} {verb(operation)}", kind == StepKind.Same ? Styles.Faint : operation.Style);
            first = false;
        }

        if (first) line.Add(" no resources");
        return ending is null ? line : line.Add(ending);
    }
}

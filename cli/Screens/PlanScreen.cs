using Slipway.Engine.Planning;

namespace Slipway.Cli.Screens;

/// <summary>A plan as a tree of resources and a line of counts.</summary>
internal sealed class PlanScreen(Plan plan, bool verbose, bool withDiff)
{
    private const int SignColumn = 4;

    // Outputs may be whole documents for programs to read; --diff shows them in full.
    private const int ShortOutput = 120;
    private const int MostChanges = 4;

    public IEnumerable<Line> Lines()
    {
        // Reading changes nothing; the line of counts tells of it.
        var tree = new ResourceTree(plan.Steps, node => verbose || node.Kind is not (StepKind.Same or StepKind.Read));
        var any = false;
        foreach (var (node, branch, below) in tree.Walk())
        {
            any = true;
            yield return NodeLine(node, branch, below);
            if (!withDiff || !node.Matters) continue;
            foreach (var line in PropertyDiff.Lines(node)) yield return Under(line, below);
        }

        if (any) yield return new Line();
        if (!plan.OutputChanges.IsEmpty)
        {
            yield return new Line().Add("Outputs:", Styles.Strong);
            foreach (var line in OutputLines()) yield return Under(line, "");
            yield return new Line();
        }

        yield return new StepSummary(plan.Steps).ToLine("Resources:", operation => operation.Todo);
    }

    private IEnumerable<Line> OutputLines() => withDiff
        ? PropertyDiff.Lines(plan.OutputChanges)
        : plan.OutputChanges.GroupBy(change => change.Path.Split('.', '[')[0]).OrderBy(output => output.Key, StringComparer.Ordinal).SelectMany(output => output.Count() > MostChanges
            ? [new Line().Add($"~ {output.Key}: ", Styles.Warning).Add($"{output.Count()} changes, shown by --diff", Styles.Faint)]
            : PropertyDiff.Lines(output).Select(line => line.Crop(ShortOutput)));

    private Line NodeLine(ResourceNode node, string branch, string below)
    {
        var operation = Operation.Of(node.Kind);
        var line = new Line { Indent = SignColumn + below.Length };
        line.Add($" {operation.Sign}", operation.Style).PadTo(SignColumn);
        line.Add(branch, Styles.Faint).Add(node.Name, node.Matters ? operation.Style : Styles.Plain).Add($"  {node.Type}", Styles.Faint);
        if (!withDiff && node.Kind is StepKind.Update or StepKind.Replace) AddPaths(line, node);
        return line;
    }

    private static void AddPaths(Line line, ResourceNode node)
    {
        const int most = 4;
        var paths = node.Changes.Select(change => change.ForcesReplacement ? $"{change.Path} (replaces)" : change.Path).ToArray();
        if (paths.Length == 0) return;
        var more = paths.Length > most ? $", and {paths.Length - most} more" : "";
        line.Add($"  {string.Join(", ", paths.Take(most))}{more}", Operation.Of(node.Kind).Style);
    }

    private static Line Under(Line line, string below)
    {
        var result = new Line(new string(' ', SignColumn)) { Indent = SignColumn + below.Length + 4 };
        result.Add(below, Styles.Faint);
        foreach (var (text, style) in line.Pieces) result.Add(text, style);
        return result;
    }
}

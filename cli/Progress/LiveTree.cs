using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Cli.Screens;
using Slipway.Engine;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Progress;

/// <summary>What a terminal shows while an update runs, as a value: fed with events, drawn at any moment.</summary>
internal sealed class LiveTree(Plan plan, TimeProvider time)
{
    private static readonly ImmutableArray<string> Spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
    private static readonly TimeSpan SpinnerStep = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private readonly Dictionary<string, RunningStep> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _failed = new(StringComparer.Ordinal);
    private readonly int _toDo = plan.Steps.Count(IsWork);
    private int _done;

    public void Observe(EngineEvent happened)
    {
        lock (_gate)
        {
            switch (happened)
            {
                case EngineEvent.StepStarted { Step: { Kind: not StepKind.Same } step }:
                    _running[step.Urn] = new RunningStep(step, time.GetTimestamp());
                    break;
                case EngineEvent.StepSucceeded { Step: { Kind: not StepKind.Same } step }:
                    _running.Remove(step.Urn);
                    if (IsWork(step)) _done++;
                    break;
                case EngineEvent.StepFailed failed:
                    _running.Remove(failed.Step.Urn);
                    _failed[failed.Step.Urn] = failed.Reason;
                    break;
                case EngineEvent.Message { Urn: { } urn } message when _running.TryGetValue(urn, out var running):
                    running.LastLine = message.Text.TrimEnd().Split('\n')[^1];
                    break;
            }
        }
    }

    /// <summary>The picture of this moment, no wider and no higher than the terminal.</summary>
    public IReadOnlyList<Line> Draw(int width, int height)
    {
        lock (_gate)
        {
            var rows = new ResourceTree(StepsToDraw(), node => _running.ContainsKey(node.Urn) || _failed.ContainsKey(node.Urn))
                .Walk()
                .Select(entry => NodeLine(entry.Node, entry.Branch).Crop(width))
                .ToList();
            var most = Math.Max(1, height - 3);
            if (rows.Count > most)
            {
                var left = rows.Count - most + 1;
                rows.RemoveRange(most - 1, left);
                rows.Add(new Line().Add($"    … and {left} more", Styles.Faint));
            }

            rows.Add(CountLine().Crop(width));
            return rows;
        }
    }

    // A step that the plan does not hold (the state changed meanwhile) is drawn all the same.
    private IEnumerable<PlannedStep> StepsToDraw() => plan.Steps.Concat(_running.Values.Select(running => running.Step));

    private Line NodeLine(ResourceNode node, string branch)
    {
        var line = new Line(" ");
        if (_failed.TryGetValue(node.Urn, out var reason))
        {
            return line.Add("✗ ", Styles.Bad).Add($" {branch}", Styles.Faint).Add(node.Name, Styles.Bad).Add($"  {reason.Split('\n')[0]}", Styles.Bad);
        }

        if (!_running.TryGetValue(node.Urn, out var running)) return line.Add("   ").Add(branch, Styles.Faint).Add(node.Name);

        var operation = Operation.Of(running.Step.Kind);
        line.Add($"{Frame()} ", Styles.Accent).Add($" {branch}", Styles.Faint).Add(node.Name, operation.Style);
        line.Add($"  {operation.Doing} {Durations.Short(time.GetElapsedTime(running.Since))}", Styles.Faint);
        return running.LastLine is { Length: > 0 } last ? line.Add($"  {last}", Styles.Faint) : line;
    }

    private Line CountLine()
    {
        var line = new Line().Add($" {_done} of {_toDo} done", Styles.Strong);
        if (_running.Count > 0) line.Add($", {_running.Count} running");
        if (_failed.Count > 0) line.Add($", {_failed.Count} failed", Styles.Bad);
        return line.Add($"  {Durations.Short(time.GetElapsedTime(_started))}", Styles.Faint);
    }

    private string Frame() => Spinner[(int)(time.GetElapsedTime(_started) / SpinnerStep) % Spinner.Length];

    // A replacement's work is done by its create and delete steps.
    private static bool IsWork(PlannedStep step) => step.Kind is not (StepKind.Same or StepKind.Replace);

    private sealed record RunningStep(PlannedStep Step, long Since)
    {
        public string? LastLine { get; set; }
    }
}

using System.Collections.Immutable;
using Slipway.Cli.Live;
using Slipway.Cli.Screens;
using Slipway.Engine;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Changes;

/// <summary>How an update ended.</summary>
/// <param name="Down">What should run and was seen not to, once all was applied.</param>
internal sealed record Outcome(Plan Plan, UpdateResult Result, ImmutableArray<EngineEvent.StepFailed> Failures, ImmutableArray<LiveService> Down)
{
    public bool Succeeded => Result is { Succeeded: true, Cancelled: false } && Down.IsEmpty;

    /// <summary>succeeded, failed or interrupted.</summary>
    public string Word => Result.Cancelled ? "interrupted" : Succeeded ? "succeeded" : "failed";

    /// <summary>What was done, and what was left as it is.</summary>
    public IEnumerable<PlannedStep> Done
    {
        get
        {
            var failed = Failures.Select(failure => failure.Step.Urn).ToHashSet(StringComparer.Ordinal);
            return Result.Steps.Where(step => step.Kind != StepKind.Same && !failed.Contains(step.Urn))
                .Concat(Plan.Steps.Where(step => step.Kind == StepKind.Same));
        }
    }

    /// <summary>The last line: what changed, and how long it took.</summary>
    public Line Summary(string duration)
    {
        var summary = new StepSummary(Done);
        if (Succeeded && !Plan.HasChanges) return summary.ToLine("Nothing to change:", Verb, $" ({duration})");

        var title = Result.Cancelled ? $"Interrupted after {duration}:" : Succeeded ? $"Done in {duration}:" : $"Failed after {duration}:";
        var line = summary.ToLine(title, Verb);
        if (!Down.IsEmpty) line.Add(", ").Add($"{Down.Length} not running", Styles.Bad);
        return Failures.IsEmpty ? line : line.Add(", ").Add($"{Failures.Length} failed", Styles.Bad);
    }

    private static string Verb(Operation operation) => operation.Done;
}

using System.Collections.Immutable;
using Slipway.Cli.Screens;
using Slipway.Engine;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Changes;

/// <summary>How an update ended.</summary>
internal sealed record Outcome(Plan Plan, UpdateResult Result, ImmutableArray<EngineEvent.StepFailed> Failures)
{
    /// <summary>succeeded, failed or interrupted.</summary>
    public string Word => Result.Cancelled ? "interrupted" : Result.Succeeded ? "succeeded" : "failed";

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
        if (Result is { Succeeded: true, Cancelled: false } && !Plan.HasChanges) return summary.ToLine("Nothing to change:", Verb, $" ({duration})");

        var title = Result.Cancelled ? $"Interrupted after {duration}:" : Result.Succeeded ? $"Done in {duration}:" : $"Failed after {duration}:";
        var line = summary.ToLine(title, Verb);
        return Failures.IsEmpty ? line : line.Add(", ").Add($"{Failures.Length} failed", Styles.Bad);
    }

    private static string Verb(Operation operation) => operation.Done;
}

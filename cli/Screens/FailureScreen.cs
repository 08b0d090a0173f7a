using Slipway.Cli.Changes;
using Slipway.Cli.Live;

namespace Slipway.Cli.Screens;

/// <summary>Why an update failed, once more and together: the live tree is gone by then, a log is long.</summary>
internal static class FailureScreen
{
    public static IEnumerable<Line> Lines(Outcome outcome, ChangeRequest request)
    {
        yield return new Line();
        foreach (var failure in outcome.Failures)
        {
            yield return new Line { Indent = 2 }.Add("error: ", Styles.Bad).Add(failure.Step.Name, Styles.Strong).Add($" ({failure.Step.Type})", Styles.Faint);
            foreach (var text in failure.Reason.TrimEnd().Split('\n')) yield return new Line("  ") { Indent = 2 }.Add(text);
        }

        // The engine lists failed steps among its problems; the rest is not about one resource.
        var other = outcome.Result.Problems.Where(problem => !outcome.Failures.Any(failure => problem.Contains(failure.Reason, StringComparison.Ordinal)));
        foreach (var problem in other) yield return new Line { Indent = 2 }.Add("error: ", Styles.Bad).Add(problem);
        foreach (var service in outcome.Down)
        {
            yield return new Line { Indent = 2 }.Add("error: ", Styles.Bad).Add(service.Name, Styles.Strong).Add($" should run and {State(service)}");
            if (service.Reason is { } reason) yield return new Line("  ") { Indent = 2 }.Add(reason);
        }

        yield return new Line(Ending(outcome, request)) { Indent = 2 };
    }

    private static string State(LiveService service) => service.State switch
    {
        LiveState.Running => "is unhealthy",
        LiveState.Starting => "is still starting",
        LiveState.Failed => "has failed",
        _ => "is stopped",
    };

    private static string Ending(Outcome outcome, ChangeRequest request)
    {
        var again = $"`slipway {request.Command} -s {request.Stack}`";
        if (outcome.Result.Cancelled) return $"What was done is recorded. {again} goes on from here.";
        return outcome.Down.IsEmpty
            ? $"What was done is recorded. Put this right and run {again} again: it continues from here."
            : $"Everything was applied. `slipway logs {outcome.Down[0].Name} -s {request.Stack}` shows what it says; `slipway status -s {request.Stack}` looks again.";
    }
}

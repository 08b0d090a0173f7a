using Slipway.Cli.Changes;

namespace Slipway.Cli.Screens;

/// <summary>Why an update failed, once more and together: the live tree is gone by then, a log is long.</summary>
internal static class FailureScreen
{
    public static IEnumerable<Line> Lines(Outcome outcome, string stack)
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
        yield return new Line($"What was done is recorded. Put this right and run `slipway up -s {stack}` again: it continues from here.") { Indent = 2 };
    }
}

using Pulumi.Offline;
using Slipway.Cli.Progress;
using Slipway.Cli.Screens;
using Slipway.Cli.Sessions;
using Slipway.Engine;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Changes;

/// <summary>Every change of a stack: plan, show, ask, apply, tell.</summary>
internal sealed class StackChange(Session session, Interruption interruption)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Plans and shows.</summary>
    public async Task<Plan> PreviewAsync(ChangeRequest request, CancellationToken cancellationToken)
    {
        session.Error.WriteLine($"Planning stack {request.Stack} of {request.Project}", Styles.Faint);
        var plan = await request.Preview(TellMessages, cancellationToken);
        if (!request.Json) session.Output.Write(new PlanScreen(plan, request.Verbose, request.Diff).Lines());
        else if (request.Apply is null) session.Output.Writer.WriteLine(Json.Document(json => PlanJson.Write(json, plan)));
        return plan;
    }

    public async Task<ExitCode> RunAsync(ChangeRequest request, CancellationToken cancellationToken)
    {
        var started = session.Time.GetTimestamp();
        var plan = await PreviewAsync(request, cancellationToken);
        if (plan.HasChanges && !request.Yes)
        {
            session.Error.WriteLine();
            if (!session.Confirm(request.Question, "--yes applies without asking"))
            {
                session.Error.WriteLine("Nothing was changed.");
                return ExitCode.Failed;
            }
        }

        var outcome = await ApplyAsync(request, plan, cancellationToken);
        var elapsed = session.Time.GetElapsedTime(started);
        if (request.Json) session.Output.Writer.WriteLine(Json.Document(json => OutcomeJson.Write(json, plan, outcome, elapsed)));
        else ShowOutcome(request, outcome, elapsed);

        if (!outcome.Result.Succeeded) session.Error.Write(FailureScreen.Lines(outcome, request.Stack));
        return outcome.Result.Succeeded && !outcome.Result.Cancelled ? ExitCode.Done : ExitCode.Failed;
    }

    // Applied even when nothing changes: outputs are brought up to date, and what an earlier run left open is settled.
    private async Task<Outcome> ApplyAsync(ChangeRequest request, Plan plan, CancellationToken cancellationToken)
    {
        IUpdateProgress progress = session.Error.IsLive && plan.HasChanges
            ? new LiveProgress(plan, session.Error, session.Time)
            : new MilestoneLog(session.Error, session.Time);
        var failures = new List<EngineEvent.StepFailed>();
        var result = await progress.ShowAsync(() => request.Apply!(
            plan,
            happened =>
            {
                if (happened is EngineEvent.StepFailed failure) failures.Add(failure);
                if (IsNews(happened)) progress.Observe(happened);
            },
            interruption.Abort,
            cancellationToken));
        return new Outcome(plan, result, [.. failures]);
    }

    private void ShowOutcome(ChangeRequest request, Outcome outcome, TimeSpan elapsed)
    {
        if (request.ShowOutputs && outcome.Result.Succeeded && outcome.Result.Outputs.Count > 0)
        {
            session.Output.WriteLine();
            session.Output.Write(OutputsScreen.Lines(outcome.Result.Outputs, showSecrets: false));
        }

        session.Output.WriteLine();
        session.Output.Write(outcome.Summary(Durations.Short(elapsed)));
    }

    private void TellMessages(EngineEvent happened)
    {
        if (happened is not EngineEvent.Message { Ephemeral: false, Severity: not LogSeverity.Debug } message || !IsNews(happened)) return;
        foreach (var text in message.Text.TrimEnd().Split('\n')) session.Error.Write(Messages.Line(message, text));
    }

    // The program runs twice, once to plan and once to apply; what it says is told once.
    private bool IsNews(EngineEvent happened) =>
        happened is not EngineEvent.Message { Ephemeral: false } message || _told.Add($"{message.Severity} {message.Urn} {message.Text}");
}

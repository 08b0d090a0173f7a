using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Cli.Costs;
using Slipway.Cli.Live;
using Slipway.Cli.Policies;
using Slipway.Cli.Progress;
using Slipway.Cli.Screens;
using Slipway.Cli.Sessions;
using Slipway.Engine;
using Slipway.Engine.Planning;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Rules;

namespace Slipway.Cli.Changes;

/// <summary>Every change of a stack: plan, show, ask, apply, look at what came of it, tell.</summary>
internal sealed class StackChange(Session session, Interruption interruption, TimeSpan lookBackPause)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Plans and shows, and changes nothing.</summary>
    public async Task<ExitCode> PreviewAsync(ChangeRequest request, CancellationToken cancellationToken)
    {
        var started = session.Time.GetTimestamp();
        var events = Events(request);
        var (plan, policies) = await PlanAsync(request, events, cancellationToken);
        events?.Summary(plan.Steps, session.Time.GetElapsedTime(started));
        events?.Document(json =>
        {
            PlanJson.Write(json, Masked(request).Of(plan), policies);
            if (!plan.Failed && request.Cost?.Invoke(plan) is { } cost) json.Object("cost", () => CostJson.Write(json, cost));
        });
        ThrowIfFailed(plan);
        ThrowIfRefused(policies);
        return ExitCode.Done;
    }

    public async Task<ExitCode> RunAsync(ChangeRequest request, CancellationToken cancellationToken)
    {
        var started = session.Time.GetTimestamp();
        var events = Events(request);
        var (plan, policies) = await PlanAsync(request, events, cancellationToken);
        if (plan.Failed || policies?.Refuses == true) events?.Document(json => PlanJson.Write(json, Masked(request).Of(plan), policies));
        ThrowIfFailed(plan);
        ThrowIfRefused(policies);
        var asked = session.Time.GetTimestamp();
        if (plan.HasChanges && !request.Yes)
        {
            session.Error.WriteLine();
            if (!session.Confirm(request.Question, "--yes applies without asking"))
            {
                session.Error.WriteLine("Nothing was changed.");
                return ExitCode.Failed;
            }
        }

        // How long somebody thought about it is not how long it took.
        var thought = session.Time.GetElapsedTime(asked);
        var outcome = await ApplyAsync(request, plan, events, cancellationToken);
        var release = request.Follow is { } follow ? await follow(outcome, cancellationToken) : null;
        var elapsed = session.Time.GetElapsedTime(started) - thought;
        var outputs = Masked(request).Of(outcome.Result.Outputs);
        if (events is null) ShowOutcome(request, outcome, outputs, elapsed);
        events?.Summary(outcome.Done, elapsed);
        events?.Document(json => OutcomeJson.Write(json, plan, policies, outcome, release, outputs, elapsed));

        if (!outcome.Succeeded) session.Error.Write(FailureScreen.Lines(outcome, request));
        if (release is null) return outcome.Succeeded ? ExitCode.Done : ExitCode.Failed;
        session.Error.Write(release.Text.Split('\n').Select(line => new Line().Add(line, release.ExitCode == ExitCode.Done ? Styles.Good : Styles.Bad)));
        return release.ExitCode;
    }

    private static Masking Masked(ChangeRequest request) => new(request.Mask);

    private EventJson? Events(ChangeRequest request)
    {
        if (!request.Json) return null;
        var events = new EventJson(session.Output.Writer, session.Time, Masked(request));
        events.Prelude(request.Configuration);
        return events;
    }

    private async Task<(Plan Plan, PolicyReport? Policies)> PlanAsync(ChangeRequest request, EventJson? events, CancellationToken cancellationToken)
    {
        session.Error.WriteLine($"Planning stack {request.Stack} of {request.Project}", Styles.Faint);
        var plan = await request.Preview(
            request.Options,
            happened =>
            {
                events?.Tell(happened, isPlanning: true);
                TellMessages(happened);
            },
            cancellationToken);
        if (plan.Failed) return (plan, null);
        var policies = request.Judge?.Invoke(plan).Masked(request.Mask);
        if (events is null)
        {
            session.Output.Write(new PlanScreen(Masked(request).Of(plan), request.Verbose, request.Diff).Lines());
            if (request.Cost?.Invoke(plan) is { } cost && CostScreen.Summary(cost) is { } line) session.Output.Write(line);
            if (policies is not null) session.Output.Write(PolicyScreen.Lines(policies, always: false));
        }

        if (request.Notes is { } notes) (events is null ? session.Output : session.Error).Write(notes());
        return (plan, policies);
    }

    private static void ThrowIfRefused(PolicyReport? policies)
    {
        if (policies?.Refuses != true) return;
        var count = policies.Findings.Count(finding => finding.Level == Level.Mandatory);
        throw new UserException($"{(count == 1 ? "1 mandatory finding" : $"{count} mandatory findings")} of the policies, told above. Nothing was changed.", ExitCode.Policy);
    }

    private void ThrowIfFailed(Plan plan)
    {
        if (plan.Failed) throw new UserException(TellProblems(plan), FailureOf(plan));
    }

    // Applied even when nothing changes: outputs are brought up to date, and what an earlier run left open is settled.
    private async Task<Outcome> ApplyAsync(ChangeRequest request, Plan plan, EventJson? events, CancellationToken cancellationToken)
    {
        IUpdateProgress progress = session.Error.IsLive && plan.HasChanges
            ? new LiveProgress(plan, session.Error, session.Time)
            : new MilestoneLog(session.Error, session.Time);
        var failures = new List<EngineEvent.StepFailed>();
        var (result, down) = await progress.ShowAsync(async () =>
        {
            var result = await request.Apply!(
                plan,
                request.Options with { Abort = interruption.Abort },
                happened =>
                {
                    events?.Tell(happened, isPlanning: false);
                    if (happened is EngineEvent.StepFailed failure) failures.Add(failure);
                    if (IsNews(happened)) progress.Observe(happened);
                },
                cancellationToken);
            return (result, await FindDownAsync(request, result, cancellationToken));
        });
        if (result.Cancelled) events?.Cancelled();
        return new Outcome(plan, result, [.. failures], down);
    }

    // What was intended is no news; what is seen is.
    private async Task<ImmutableArray<LiveService>> FindDownAsync(ChangeRequest request, UpdateResult result, CancellationToken cancellationToken) =>
        result is { Succeeded: true, Cancelled: false } && request.LookBack is { } read
            ? await new LookBack(lookBackPause).FindDownAsync(read, cancellationToken)
            : [];

    private void ShowOutcome(ChangeRequest request, Outcome outcome, PropertyValue.Map outputs, TimeSpan elapsed)
    {
        if (request.ShowOutputs && outcome.Result.Succeeded && outputs.Count > 0)
        {
            session.Output.WriteLine();
            session.Output.Write(OutputsScreen.Lines(outputs, showSecrets: false));
        }

        session.Output.WriteLine();
        session.Output.Write(outcome.Summary(Durations.Short(elapsed)));
    }

    // Most were told as they came up; the others follow before the closing word.
    private string TellProblems(Plan plan)
    {
        foreach (var problem in plan.Problems.Where(problem => !_told.Any(told => told.Contains(problem, StringComparison.Ordinal))))
        {
            session.Error.Write(Messages.Lines(new EngineEvent.Message(LogSeverity.Error, problem, null, false)));
        }

        return $"the plan has {Plural.Of(plan.Problems.Length, "problem")}, told above. Nothing was changed.";
    }

    // The SDK's words for a bug of the program; anything else is something its user can put right.
    private static ExitCode FailureOf(Plan plan) =>
        plan.Problems.Any(problem => problem.Contains("unhandled exception", StringComparison.Ordinal)) ? ExitCode.Failed : ExitCode.Usage;

    private void TellMessages(EngineEvent happened)
    {
        if (happened is not EngineEvent.Message { Ephemeral: false, Severity: not LogSeverity.Debug } message || !IsNews(happened)) return;
        session.Error.Write(Messages.Lines(message));
    }

    // The program runs twice, once to plan and once to apply; what it says is told once.
    private bool IsNews(EngineEvent happened) =>
        happened is not EngineEvent.Message { Ephemeral: false } message || _told.Add($"{message.Severity} {message.Urn} {message.Text}");
}

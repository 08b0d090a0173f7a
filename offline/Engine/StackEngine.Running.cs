using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Applying;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.Registration;
using Slipway.Engine.State;

namespace Slipway.Engine;

/// <summary>What every preview and update goes through: loading, locking, running the program, recording.</summary>
public sealed partial class StackEngine
{
    private static PropertyValue.Map StackOutputs(StateSession session) =>
        session.Table.All.FirstOrDefault(entry => entry.State.Type == ResourceUrn.StackType).State?.Outputs ?? PropertyValue.Map.Empty;

    /// <summary>A failure that a step has told already, or that the user can put right, ends the run but is not a bug.</summary>
    private static async Task TryAsync(ResourceMonitor monitor, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is ResourceFailedException or (EngineException and not (PlanChangedException or StackLockedException or StateException)))
        {
            monitor.Fail(error.Message);
        }
        catch (Exception error) when (error is PlanChangedException or StackLockedException or OperationCanceledException)
        {
            // The applier keeps the difference; the cancellation is asked for again by the caller.
        }
    }

    private async Task<UpdateResult> UpdateAsync(
        string kind,
        Plan approved,
        UpdateOptions options,
        Action<EngineEvent> observe,
        Func<RunningUpdate, Task> work,
        CancellationToken cancellationToken)
    {
        RefuseUnmanaged(approved);
        var events = new EventStream(observe, Mask);
        var started = Context.Clock.GetUtcNow();
        Context.State.CheckWritable();
        using var held = Context.State.Lock(Context.Owner, Context.Clock);
        using var session = await Task.Run(Load, cancellationToken);
        CheckFingerprint(session, approved);
        session.StartJournal(kind);
        var recovered = await Recover(session, events).RunAsync(cancellationToken);
        // A refresh only looks; the doubt stays for the person or the update that settles it.
        if (kind != "refresh" && !recovered.Unsettled.IsEmpty)
        {
            session.Commit(kind, succeeded: false, started);
            recovered.RefuseUnsettled();
        }

        var plan = new ApprovedPlan(approved, Mask);
        using var applier = new Applier(session, plan, events, Mask, Context.Clock, options, cancellationToken) { Providers = providers, Lease = held };
        var parts = new TaskCompletionSource<RunParts>();
        var monitor = new ResourceMonitor(Context, parts.Task, events, Mask);
        try
        {
            await work(new RunningUpdate(session, plan, new PlanScope(options), options, recovered, applier, monitor, parts, events));
        }
        catch (StateException) when (session.Broken is not null)
        {
            // Told below, once nothing runs any more.
        }
        finally
        {
            // A program may end before what it began: nothing of that may come after the conclusion, nor after the lock is given back.
            await applier.CloseAsync();
        }

        // Without a journal nothing may be concluded; the next run goes on from what it holds.
        if (session.Broken is { } broken)
        {
            throw new StateException(
                $"The state at '{Context.State.Location}' could not be written while updating ({broken.Message}). "
                + "What was recorded is safe. Put that right and run again.", broken);
        }

        var cancelled = cancellationToken.IsCancellationRequested;
        var succeeded = monitor.Problems.IsEmpty && applier.Stopped is null && !cancelled;
        applier.Stop(held.Confirm);
        // Whoever has the lock now goes on from the journal; what this run holds is no longer the truth.
        if (applier.Stopped is StackLockedException lost) throw lost;
        session.Commit(kind, succeeded, started);
        if (applier.Stopped is { } reason) throw reason;
        return new UpdateResult(succeeded, applier.Done, StackOutputs(session)) { Cancelled = cancelled, Problems = monitor.Problems };
    }

    /// <param name="gone">The kind of step that told of a resource that is gone.</param>
    private async Task RefreshAsync(RunningUpdate update, StepKind gone, CancellationToken cancellationToken)
    {
        var refresher = new Refresher(providers, update.Scope, update.Events, Mask, update.Options);
        var changed = (await refresher.ReadAsync(update.Session.Table, cancellationToken))
            .Where(resource => resource.Step.Kind != StepKind.Same)
            .Select(resource => resource.New is null ? resource with { Step = resource.Step with { Kind = gone } } : resource)
            .ToArray();
        update.Applier.Stop(() => update.Plan.CheckRefreshed([.. changed.Select(resource => resource.Step)]));
        if (update.Applier.Stopped is not null) return;
        foreach (var resource in changed) update.Applier.RecordRefreshed(resource);
    }

    private StateSession Load()
    {
        var session = StateSession.Load(Context.State, Context.Secrets, Context.Clock, QualifiedStack);
        foreach (var (_, state) in session.Table.All)
        {
            Mask.Add(state.Inputs);
            Mask.Add(state.Outputs);
        }

        return session;
    }

    private async Task RunAsync(PulumiProgram program, ResourceMonitor monitor, bool isDryRun, Func<Task> whenIdle, CancellationToken cancellationToken)
    {
        var host = new ProgramHost
        {
            Organization = Context.Organization,
            Project = Context.Project,
            Stack = Context.Stack,
            IsDryRun = isDryRun,
            Monitor = monitor,
            Configuration = Context.Configuration,
            SecretKeys = Context.SecretKeys,
            CancellationToken = cancellationToken,
        };
        var running = Task.Run(() => host.RunAsync(() => program()), CancellationToken.None);
        try
        {
            var exitCode = await WaitAsync(running, whenIdle, cancellationToken);
            if (exitCode != 0 && monitor.Problems.IsEmpty) monitor.Fail($"The program ended with exit code {exitCode}.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Steps that ran are recorded; the caller says that it was cancelled.
        }
        catch (Exception error) when (error is ResourceFailedException or PlanChangedException or StackLockedException)
        {
            // Reported where it arose.
        }
        catch (EngineException)
        {
            throw;
        }
        catch (Exception error)
        {
            monitor.Fail($"The program failed: {error}");
        }
    }

    private async Task<int> WaitAsync(Task<int> running, Func<Task> whenIdle, CancellationToken cancellationToken)
    {
        try
        {
            return await running.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !running.IsCompleted)
        {
            // Steps in work end first; the program sees the cancellation at its next registration.
            await whenIdle();
            try
            {
                return await running.WaitAsync(Grace, Context.Clock, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }

    private void CheckFingerprint(StateSession session, Plan approved)
    {
        if (!session.Fingerprint.IsSameAs(approved.StateFingerprint))
            throw new PlanChangedException($"The state of stack '{Context.Stack}' has changed since the plan was made: another update ran in between. Nothing was done. Preview again and approve the new plan.");
    }

    private void RefuseUnmanaged(Plan approved)
    {
        foreach (var step in approved.Steps)
        {
            if (step.Kind is StepKind.Same or StepKind.Read || !step.Custom) continue;
            var package = ResourceUrn.PackageOf(step.Type);
            if (!providers.Find(package).CarriesOut(step.Type)) throw UnmanagedProvider.Refusal(package);
        }
    }

    private Recovery Recover(StateSession session, EventStream events) => new(Context.Stack, session, providers, events, Mask, Context.Clock);

    private static Task CheckTargetsAsync(PlanScope scope, ResourceMonitor monitor, ImmutableArray<string> storedUrns)
    {
        scope.CheckAllMeet(storedUrns.Concat(monitor.RegisteredUrns));
        return Task.CompletedTask;
    }

    private static void WarnOfClosedSecrets(StateSession session, EventStream events)
    {
        if (session.ClosedSecrets > 0)
            events.Say(LogSeverity.Warning, $"{session.ClosedSecrets} secret values of the state could not be decrypted here and count as unchanged. Give the passphrase to compare them too.");
    }
}

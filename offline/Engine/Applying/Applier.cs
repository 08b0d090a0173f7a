using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;

namespace Slipway.Engine.Applying;

/// <summary>Carries steps out: intent into the journal, the work, the result into the journal.</summary>
/// <param name="cancelled">Stops before the next step; what runs is finished.</param>
internal sealed class Applier(
    StateSession session,
    ApprovedPlan approved,
    EventStream events,
    SecretMask mask,
    TimeProvider clock,
    UpdateOptions options,
    CancellationToken cancelled) : IStepExecutor, IDisposable
{
    private readonly SemaphoreSlim slots = new(Math.Max(1, options.Parallel));
    private readonly ImmutableArray<PlannedStep>.Builder done = ImmutableArray.CreateBuilder<PlannedStep>();
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> keys = new(StringComparer.Ordinal);

    /// <summary>Deletions ahead of a replacement, by the key of what goes.</summary>
    private readonly Dictionary<int, TaskCompletionSource> deletedAhead = [];

    private EngineException? stopped;
    private bool closed;

    public required ProviderRegistry Providers { get; init; }

    public ImmutableArray<PlannedStep> Done
    {
        get
        {
            lock (gate)
            {
                return done.ToImmutable();
            }
        }
    }

    /// <summary>Gives the stack's lock; looked at before every step.</summary>
    public required IStackLease Lease { get; init; }

    /// <summary>Set once program or state turned out to differ from the plan, or the lock was lost; nothing is begun after that.</summary>
    public EngineException? Stopped
    {
        get
        {
            lock (gate)
            {
                return stopped;
            }
        }
    }

    public void Dispose() => slots.Dispose();

    /// <summary>Ends when no step is running.</summary>
    public async Task WhenIdleAsync()
    {
        var all = Math.Max(1, options.Parallel);
        for (var taken = 0; taken < all; taken++) await slots.WaitAsync(CancellationToken.None);
        slots.Release(all);
    }

    /// <summary>Begins nothing more and ends when no step is running.</summary>
    public async Task CloseAsync()
    {
        Volatile.Write(ref closed, true);
        await WhenIdleAsync();
    }

    public void Admit(StepDecision decision)
    {
        ThrowIfStopped();
        Stop(() => approved.Check(decision));
        ThrowIfStopped();
        lock (gate)
        {
            foreach (var deletion in decision.DeleteFirst)
            {
                if (deletion.Key is { } key) deletedAhead[key] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Runs a check and remembers the difference it finds.</summary>
    public void Stop(Action check)
    {
        try
        {
            check();
        }
        catch (EngineException reason) when (reason is PlanChangedException or StackLockedException)
        {
            lock (gate)
            {
                stopped ??= reason;
            }
        }
    }

    public async Task<ResourceState> ExecuteAsync(StepDecision decision)
    {
        ThrowIfStopped();
        cancelled.ThrowIfCancellationRequested();
        await DeleteFirstAsync(decision);
        return decision.Kind switch
        {
            StepKind.Same => decision.IsLeftOut ? decision.New : Keep(decision),
            _ when decision.Provider is null => CreateComponent(decision),
            StepKind.Create => await WorkAsync(decision, decision.Steps[^1], "creating", CreateAsync),
            StepKind.Import => await WorkAsync(decision, decision.Steps[^1], "importing", Importing.ReadAsync),
            StepKind.Update => await WorkAsync(decision, decision.Steps[^1], "updating", UpdateAsync),
            StepKind.Replace => await ReplaceAsync(decision),
            _ => throw new InvalidOperationException($"A registration cannot lead to the step '{decision.Kind}'."),
        };
    }

    public ResourceState RecordDefaultProvider(StepDecision decision)
    {
        var state = decision.New with { Outputs = decision.New.Inputs, Id = decision.Old?.State.Id ?? Guid.NewGuid().ToString() };
        if (decision.Old is { } old)
        {
            if (!old.State.SaysTheSameAs(state)) Note(old.Key, state with { Modified = clock.GetUtcNow() });
            Remember(state.Urn, old.Key);
        }
        else
        {
            state = state with { Created = clock.GetUtcNow(), Modified = clock.GetUtcNow() };
            NoteNew(state);
        }

        return state;
    }

    /// <summary>Records how a resource was found to be.</summary>
    public void RecordRefreshed(RefreshedResource resource)
    {
        if (resource.New is { } found)
        {
            Note(resource.Key, found with { Modified = clock.GetUtcNow() });
        }
        else
        {
            // Whatever was begun to it: it is gone.
            var old = resource.Old;
            session.Settle(old.Urn, [.. session.Table.Pending.Where(operation => operation.Resource.Urn == old.Urn && operation.Resource.Id == old.Id)], [], [resource.Key]);
        }

        Finish(resource.Step, new EngineEvent.StepSucceeded(resource.Step, TimeSpan.Zero));
    }

    public async Task<ResourceState> ReadAsync(ResourceState wanted, (int Key, ResourceState State)? old, IProvider provider, ResourceOperation operation)
    {
        ThrowIfStopped();
        cancelled.ThrowIfCancellationRequested();
        var step = Planner.ReadStep(wanted, old?.State);
        events.Tell(new EngineEvent.StepStarted(step));
        var begun = clock.GetTimestamp();
        if (await provider.ReadAsync(operation, options.Abort) is not { } found)
        {
            var reason = $"Resource '{wanted.Name}' ({wanted.Type}) with id '{wanted.Id}' does not exist. Correct the id.";
            events.Tell(new EngineEvent.StepFailed(step, clock.GetElapsedTime(begun), reason));
            throw new EngineException(reason);
        }

        mask.Add(found.Outputs);
        var state = wanted with { Id = found.Id, Inputs = found.Inputs, Outputs = Planner.MarkSecrets(found.Outputs, wanted), Created = old?.State.Created, Modified = old?.State.Modified };
        if (old is null) NoteNew(state);
        else if (!old.Value.State.SaysTheSameAs(state)) Note(old.Value.Key, state);
        Finish(step, new EngineEvent.StepSucceeded(step, clock.GetElapsedTime(begun)));
        return state;
    }

    public ResourceState RecordOutputs(ResourceState resource, PropertyValue.Map outputs)
    {
        foreach (var (name, value) in outputs)
        {
            // It rests on a resource that was left out: what is recorded stays, and what is not known is not recorded.
            if (value.ContainsUnknown) outputs = resource.Outputs[name] is { } before ? outputs.With(name, before) : outputs.Without(name);
        }

        if (resource.Outputs.Equals(outputs)) return resource;
        mask.Add(outputs);
        var state = resource with { Outputs = outputs, Modified = clock.GetUtcNow() };
        int? key;
        lock (gate)
        {
            key = keys.TryGetValue(resource.Urn, out var found) ? found : null;
        }

        if (key is not null) Note(key.Value, state);
        return state;
    }

    /// <exception cref="ResourceFailedException">A deletion failed; those it needed were left.</exception>
    public async Task DeleteAsync(ImmutableArray<Deletion> deletions)
    {
        Stop(() =>
        {
            foreach (var deletion in deletions) approved.Check(deletion);
        });
        ThrowIfStopped();

        // Earlier in the list means needing; only that direction counts, so no circle can arise.
        var running = new Dictionary<string, List<Task>>(StringComparer.Ordinal);
        var all = new List<Task>(deletions.Length);
        foreach (var deletion in deletions)
        {
            var before = running.TryGetValue(deletion.State.Urn, out var needing) ? needing.ToArray() : [];
            var task = AfterAsync(before, deletion);
            all.Add(task);
            foreach (var needed in deletion.State.Needs().Distinct(StringComparer.Ordinal))
            {
                if (!running.TryGetValue(needed, out var list)) running.Add(needed, list = []);
                list.Add(task);
            }
        }

        try
        {
            await Task.WhenAll(all);
        }
        catch (ResourceFailedException) when (all.FirstOrDefault(task => task.Exception?.InnerException is not (null or ResourceFailedException)) is { } worse)
        {
            // A broken store weighs more than a failed deletion.
            await worse;
        }

        async Task AfterAsync(Task[] before, Deletion deletion)
        {
            if (before.Length > 0)
            {
                try
                {
                    await Task.WhenAll(before);
                }
                catch (ResourceFailedException)
                {
                    throw new ResourceFailedException($"'{deletion.State.Name}' was kept because one that needs it could not be deleted");
                }
            }

            await DeleteAsync(deletion);
        }
    }

    private async Task DeleteFirstAsync(StepDecision decision)
    {
        try
        {
            foreach (var deletion in decision.DeleteFirst)
            {
                await DeleteAsync(deletion);
                Ahead(deletion)?.SetResult();
            }
        }
        finally
        {
            // Whoever waits for one that did not come about must not wait for ever.
            foreach (var deletion in decision.DeleteFirst) Ahead(deletion)?.TrySetCanceled(CancellationToken.None);
        }

        // Taken along by another's replacement: the old one must be gone before the new one is made, also when nothing
        // else makes this resource wait for that replacement.
        if (!decision.OldIsGone || decision.Old is not { } old || AheadOf(old.Key) is not { } gone) return;
        try
        {
            await gone.Task;
        }
        catch (OperationCanceledException)
        {
            ThrowIfStopped();
            cancelled.ThrowIfCancellationRequested();
            throw new ResourceFailedException($"'{decision.Goal.Wanted.Name}' was not replaced because its old copy was not deleted");
        }

        TaskCompletionSource? Ahead(Deletion deletion) => deletion.Key is { } key ? AheadOf(key) : null;

        TaskCompletionSource? AheadOf(int key)
        {
            lock (gate)
            {
                return deletedAhead.GetValueOrDefault(key);
            }
        }
    }

    private ResourceState Keep(StepDecision decision)
    {
        var old = decision.Old!.Value;
        var state = decision.New;
        Remember(state.Urn, old.Key);
        // Made while doubtful or renamed: the record follows although nothing is done.
        if (!old.State.SaysTheSameAs(state)) Note(old.Key, state with { Modified = clock.GetUtcNow() });
        else state = old.State;
        foreach (var step in decision.Steps) Finish(step, new EngineEvent.StepPlanned(step));
        return state;
    }

    private ResourceState CreateComponent(StepDecision decision)
    {
        var step = decision.Steps[^1];
        events.Tell(new EngineEvent.StepStarted(step));
        var state = decision.New with { Created = clock.GetUtcNow(), Modified = clock.GetUtcNow() };
        NoteNew(state);
        Finish(step, new EngineEvent.StepSucceeded(step, TimeSpan.Zero));
        return state;
    }

    private async Task<ResourceState> ReplaceAsync(StepDecision decision)
    {
        var step = decision.Steps[^1];
        events.Tell(new EngineEvent.StepStarted(step));
        var begun = clock.GetTimestamp();
        try
        {
            var state = decision.Steps[^2].Kind == StepKind.Import
                ? await WorkAsync(decision, decision.Steps[^2], "importing", Importing.ReadAsync)
                : await WorkAsync(decision, decision.Steps[^2], "creating", CreateAsync);
            Finish(step, new EngineEvent.StepSucceeded(step, clock.GetElapsedTime(begun)));
            return state;
        }
        catch (ResourceFailedException failure)
        {
            events.Tell(new EngineEvent.StepFailed(step, clock.GetElapsedTime(begun), failure.Message));
            throw;
        }
    }

    private static async Task<ResourceState> CreateAsync(StepDecision decision, ResourceOperation operation, CancellationToken abort)
    {
        var made = await decision.Provider!.CreateAsync(operation, abort);
        return decision.New with { Id = made.Id, Outputs = made.Outputs };
    }

    private static async Task<ResourceState> UpdateAsync(StepDecision decision, ResourceOperation operation, CancellationToken abort) =>
        decision.New with { Outputs = await decision.Provider!.UpdateAsync(operation, abort) };

    private async Task<ResourceState> WorkAsync(
        StepDecision decision,
        PlannedStep step,
        string kind,
        Func<StepDecision, ResourceOperation, CancellationToken, Task<ResourceState>> work)
    {
        // Not passed the cancellation: a step in the queue is begun only if the check inside says so.
        await slots.WaitAsync(CancellationToken.None);
        try
        {
            Stop(Lease.Confirm);
            ThrowIfStopped();
            cancelled.ThrowIfCancellationRequested();
            events.Tell(new EngineEvent.StepStarted(step));
            var begun = clock.GetTimestamp();
            var number = session.Begin(kind, decision.New);
            ResourceState state;
            try
            {
                using var abort = Limit(decision.Operation.Timeout);
                var operation = decision.Operation with { Log = (severity, text) => events.Say(severity, text, decision.Goal.Urn) };
                state = await work(decision, operation, abort.Token);
            }
            catch (OperationCanceledException) when (options.Abort.IsCancellationRequested)
            {
                // How far it came is not known: the intent stays in the journal without a result.
                throw;
            }
            catch (Exception error) when (IsProviderFailure(error))
            {
                session.Fail(number);
                throw Failed(step, clock.GetElapsedTime(begun), error, decision.Operation.Timeout);
            }

            mask.Add(state.Outputs);
            var now = clock.GetUtcNow();
            state = state with { Outputs = Planner.MarkSecrets(state.Outputs, state), Created = state.Created ?? now, Modified = now };
            mask.Add(state.Outputs);
            Store(decision, number, state);
            Finish(step, new EngineEvent.StepSucceeded(step, clock.GetElapsedTime(begun)));
            return state;
        }
        finally
        {
            slots.Release();
        }
    }

    private void Store(StepDecision decision, long number, ResourceState state)
    {
        var urn = decision.Goal.Urn;
        if (decision.Old is not { } old)
        {
            session.End(number, urn, [(null, state)], []);
            Remember(urn, session.KeyOf(urn));
        }
        else if (decision is { Kind: StepKind.Replace, OldIsGone: false })
        {
            session.End(number, urn, [(old.Key, old.State with { Delete = true }), (null, state)], []);
            Remember(urn, session.KeyOf(urn));
        }
        else
        {
            session.End(number, urn, [(old.Key, state)], []);
            Remember(urn, old.Key);
        }
    }

    private async Task DeleteAsync(Deletion deletion)
    {
        if (!deletion.AsksProvider)
        {
            ThrowIfStopped();
            cancelled.ThrowIfCancellationRequested();
            if (deletion.Shown) events.Tell(new EngineEvent.StepStarted(deletion.Step));
            Forget(0, deletion);
            if (deletion.Shown) Finish(deletion.Step, new EngineEvent.StepSucceeded(deletion.Step, TimeSpan.Zero));
            return;
        }

        await slots.WaitAsync(CancellationToken.None);
        try
        {
            Stop(Lease.Confirm);
            ThrowIfStopped();
            cancelled.ThrowIfCancellationRequested();
            events.Tell(new EngineEvent.StepStarted(deletion.Step));
            var begun = clock.GetTimestamp();
            var number = session.Begin("deleting", deletion.State);
            try
            {
                using var abort = Limit(deletion.State.Timeouts.Delete);
                var provider = Providers.Find(ResourceUrn.PackageOf(deletion.State.Type));
                var operation = Planner.OperationFor(deletion.State) with { Log = (severity, text) => events.Say(severity, text, deletion.State.Urn) };
                await provider.DeleteAsync(operation, abort.Token);
            }
            catch (OperationCanceledException) when (options.Abort.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception error) when (IsProviderFailure(error))
            {
                session.Fail(number);
                throw Failed(deletion.Step, clock.GetElapsedTime(begun), error, deletion.State.Timeouts.Delete);
            }

            Forget(number, deletion);
            Finish(deletion.Step, new EngineEvent.StepSucceeded(deletion.Step, clock.GetElapsedTime(begun)));
        }
        finally
        {
            slots.Release();
        }
    }

    private void Forget(long number, Deletion deletion)
    {
        // Deleted ahead of its replacement: the record stays and says so, until the replacement takes its place.
        if (deletion is { AwaitsReplacement: true, Key: { } place }) session.End(number, deletion.State.Urn, [(place, deletion.State with { PendingReplacement = true })], []);
        else session.End(number, deletion.State.Urn, [], deletion.Key is { } key ? [key] : []);
    }

    /// <summary>What a provider may fail with; a broken state or a bug of the engine is not among it.</summary>
    private static bool IsProviderFailure(Exception error) =>
        error is ProviderException or IOException or UnauthorizedAccessException or OperationCanceledException
            or InvalidOperationException or System.ComponentModel.Win32Exception or ArgumentException or NotSupportedException;

    private CancellationTokenSource Limit(TimeSpan? timeout)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(options.Abort);
        if (timeout is { } limit) source.CancelAfter(limit);
        return source;
    }

    private ResourceFailedException Failed(PlannedStep step, TimeSpan elapsed, Exception error, TimeSpan? timeout)
    {
        var reason = error is OperationCanceledException && timeout is { } limit
            ? $"it took longer than the {limit.TotalSeconds:0} s its custom timeout allows. Raise the timeout or see what holds it up."
            : error.Message;
        reason = mask.Apply(reason);
        events.Tell(new EngineEvent.StepFailed(step, elapsed, reason));
        return new ResourceFailedException(reason, error);
    }

    private void Finish(PlannedStep step, EngineEvent happening)
    {
        lock (gate)
        {
            done.Add(step);
        }

        events.Tell(happening);
    }

    private void Note(int key, ResourceState state)
    {
        session.End(0, state.Urn, [(key, state)], []);
        Remember(state.Urn, key);
    }

    private void NoteNew(ResourceState state)
    {
        session.End(0, state.Urn, [(null, state)], []);
        Remember(state.Urn, session.KeyOf(state.Urn));
    }

    private void Remember(string urn, int key)
    {
        lock (gate)
        {
            keys[urn] = key;
        }
    }

    private void ThrowIfStopped()
    {
        if (Volatile.Read(ref closed)) throw new OperationCanceledException("The update has ended.");
        if (Stopped is { } reason) throw reason;
    }
}

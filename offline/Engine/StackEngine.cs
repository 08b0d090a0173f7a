using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Applying;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.Registration;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;

namespace Slipway.Engine;

/// <summary>A Pulumi program: its entry point, run inside a <see cref="ProgramHost"/>. Gives the exit code.</summary>
public delegate Task<int> PulumiProgram();

/// <summary>Plans and carries out what a program wants of one stack.</summary>
public sealed partial class StackEngine
{
    /// <summary>After cancellation a program gets this long to end by itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly ProviderRegistry providers;

    public StackEngine(StackContext context)
    {
        Context = context;
        providers = context.Providers.With("pulumi", new PulumiProvider(context));
        foreach (var key in context.SecretKeys)
        {
            if (context.Configuration.TryGetValue(key, out var secret)) Mask.Add(secret);
        }
    }

    /// <summary>The stack worked on.</summary>
    public StackContext Context { get; }

    /// <summary>Hides the secrets met so far; every event and error of this engine has been through it.</summary>
    public SecretMask Mask { get; } = new();

    private string QualifiedStack => $"{Context.Organization}/{Context.Project}/{Context.Stack}";

    /// <summary>What is stored, read without a lock; an interrupted update's journal is taken into account.</summary>
    public Task<StackSnapshot> ReadAsync(CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            using var session = Load();
            return new StackSnapshot(session.Table.InOrderOfNeed(), [.. session.Table.Pending]);
        },
        cancellationToken);

    /// <summary>Runs the program without making anything and says what an update would do.</summary>
    public async Task<Plan> PreviewAsync(PulumiProgram program, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        var events = new EventStream(observe, Mask);
        var dryRun = new DryRun(events);
        // The state is read, and the secrets' key made, while the program starts.
        var loading = Task.Run(Load, cancellationToken);
        var parts = PartsAsync();
        var monitor = new ResourceMonitor(Context, parts, events, Mask);
        await RunAsync(program, monitor, isDryRun: true, () => Task.CompletedTask, cancellationToken);
        using var session = await loading;
        var planner = (await parts).Planner;
        WarnOfDoubts(session, events);
        if (monitor.Problems.IsEmpty) await TryAsync(monitor, () => dryRun.DeleteAsync(planner.DecideDeletions(everything: false)));
        cancellationToken.ThrowIfCancellationRequested();

        var steps = dryRun.Steps;
        var before = StackOutputs(session);
        var outputs = monitor.StackOutputs;
        var changes = PropertyDiff.Between(before, outputs);
        if (steps.All(step => step.Kind == StepKind.Same))
        {
            // Nothing is made, so nothing new can become known: an unknown here is an output the resource never had.
            changes = [.. changes.Where(change => change.New?.ContainsUnknown != true)];
            if (changes.IsEmpty && outputs.ContainsUnknown) outputs = before;
        }

        return new Plan
        {
            Stack = Context.Stack,
            Steps = steps,
            Outputs = outputs,
            OutputChanges = monitor.Problems.IsEmpty ? changes : [],
            Problems = monitor.Problems,
            HasUnshownChanges = dryRun.HasUnshownChanges || session.WasInterrupted,
            StateFingerprint = session.Fingerprint,
        };

        async Task<RunParts> PartsAsync()
        {
            var session = await loading;
            return new RunParts(new Planner(session.Table, providers), dryRun, providers);
        }
    }

    /// <summary>Does what was approved, and nothing else.</summary>
    /// <exception cref="PlanChangedException">Program or state differ from the plan; what had been done until then is recorded.</exception>
    /// <exception cref="StackLockedException">Another update holds the stack.</exception>
    public async Task<UpdateResult> UpAsync(PulumiProgram program, Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        if (approved.Failed) throw new InvalidOperationException("A plan with problems cannot be applied.");
        if (approved is { HasChanges: false, HasUnshownChanges: false })
        {
            using var unchanged = Load();
            CheckFingerprint(unchanged, approved);
            return new UpdateResult(true, [], approved.Outputs);
        }

        return await UpdateAsync("update", approved, options, observe, async (planner, applier, plan, monitor) =>
        {
            await RunAsync(program, monitor, isDryRun: false, applier.WhenIdleAsync, cancellationToken);
            if (applier.Changed is not null || cancellationToken.IsCancellationRequested || !monitor.Problems.IsEmpty) return;
            try
            {
                plan.CheckAllDeclared(monitor.RegisteredUrns);
            }
            catch (PlanChangedException difference)
            {
                applier.Stop(difference);
                return;
            }

            await TryAsync(monitor, () => applier.DeleteAsync(planner.DecideDeletions(everything: false)));
        }, cancellationToken);
    }

    /// <summary>Says what deleting everything would do; no program is needed.</summary>
    public async Task<Plan> PreviewDestroyAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        var events = new EventStream(observe, Mask);
        var dryRun = new DryRun(events);
        using var session = await Task.Run(Load, cancellationToken);
        var planner = new Planner(session.Table, providers);
        var monitor = new ResourceMonitor(Context, Task.FromResult(new RunParts(planner, dryRun, providers)), events, Mask);
        WarnOfDoubts(session, events);
        await TryAsync(monitor, () => dryRun.DeleteAsync(planner.DecideDeletions(everything: true)));
        return new Plan
        {
            Stack = Context.Stack,
            Steps = dryRun.Steps,
            Outputs = PropertyValue.Map.Empty,
            OutputChanges = monitor.Problems.IsEmpty ? PropertyDiff.Between(StackOutputs(session), PropertyValue.Map.Empty) : [],
            Problems = monitor.Problems,
            HasUnshownChanges = dryRun.HasUnshownChanges || session.WasInterrupted,
            StateFingerprint = session.Fingerprint,
        };
    }

    /// <summary>Deletes everything that was approved, in reverse order of need.</summary>
    /// <exception cref="PlanChangedException">The state differs from the plan.</exception>
    /// <exception cref="StackLockedException">Another update holds the stack.</exception>
    public async Task<UpdateResult> DestroyAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        if (approved.Failed) throw new InvalidOperationException("A plan with problems cannot be applied.");
        if (approved is { HasChanges: false, HasUnshownChanges: false }) return new UpdateResult(true, [], PropertyValue.Map.Empty);
        return await UpdateAsync("destroy", approved, options, observe, (planner, applier, _, monitor) =>
            TryAsync(monitor, () => applier.DeleteAsync(planner.DecideDeletions(everything: true))), cancellationToken);
    }

    private static PropertyValue.Map StackOutputs(StateSession session) =>
        session.Table.All.FirstOrDefault(entry => entry.State.Type == ResourceUrn.StackType).State?.Outputs ?? PropertyValue.Map.Empty;

    /// <summary>A failure that a step has told already, or that the user can put right, ends the run but is not a bug.</summary>
    private static async Task TryAsync(ResourceMonitor monitor, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is ResourceFailedException or (EngineException and not (PlanChangedException or StateException)))
        {
            monitor.Fail(error.Message);
        }
        catch (Exception error) when (error is PlanChangedException or OperationCanceledException)
        {
            // The applier keeps the difference; the cancellation is asked for again by the caller.
        }
    }

    private async Task<UpdateResult> UpdateAsync(
        string kind,
        Plan approved,
        UpdateOptions options,
        Action<EngineEvent> observe,
        Func<Planner, Applier, ApprovedPlan, ResourceMonitor, Task> work,
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
        WarnOfDoubts(session, events);
        var plan = new ApprovedPlan(approved, Mask);
        using var applier = new Applier(session, plan, events, Mask, Context.Clock, options, cancellationToken) { Providers = providers };
        // A copy: what is stored changes under the planner while steps end.
        var planner = new Planner(new StateTable(session.Table), providers);
        var monitor = new ResourceMonitor(Context, Task.FromResult(new RunParts(planner, applier, providers)), events, Mask);
        await work(planner, applier, plan, monitor);
        // Without a journal nothing may be concluded; the next run goes on from what it holds.
        if (session.Broken is { } broken)
        {
            throw new StateException(
                $"The state at '{Context.State.Location}' could not be written while updating ({broken.Message}). "
                + "What was recorded is safe. Put that right and run again.", broken);
        }

        var cancelled = cancellationToken.IsCancellationRequested;
        var succeeded = monitor.Problems.IsEmpty && applier.Changed is null && !cancelled;
        session.Commit(kind, succeeded, started);
        if (applier.Changed is { } difference) throw difference;
        return new UpdateResult(succeeded, applier.Done, StackOutputs(session)) { Cancelled = cancelled, Problems = monitor.Problems };
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
        catch (Exception error) when (error is ResourceFailedException or PlanChangedException)
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
        if (session.Fingerprint != approved.StateFingerprint)
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

    private static void WarnOfDoubts(StateSession session, EventStream events)
    {
        foreach (var (kind, resource) in session.Table.Pending)
        {
            var next = kind switch
            {
                "creating" => "It is created again if the program still declares it; if it does not, look whether it exists and delete it by hand.",
                "updating" => "It is updated again.",
                "deleting" => "It is deleted again, and made anew if the program declares it.",
                _ => "It is done again.",
            };
            events.Say(LogSeverity.Warning, $"The last update was interrupted while {kind} '{resource.Name}' ({resource.Type}); whether that was done is not known. {next}", resource.Urn);
        }
    }
}

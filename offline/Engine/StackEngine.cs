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
        var scope = new PlanScope(options);
        // The state is read, and the secrets' key made, while the program starts.
        var loading = Task.Run(Load, cancellationToken);
        var preparing = PrepareAsync();
        var monitor = new ResourceMonitor(Context, PartsAsync(), events, Mask);
        await RunAsync(program, monitor, isDryRun: true, () => Task.CompletedTask, cancellationToken);
        using var session = await loading;
        var (planner, recovered, storedUrns) = await preparing;
        if (monitor.Problems.IsEmpty) await TryAsync(monitor, () => CheckTargetsAsync(scope, monitor, storedUrns));
        if (monitor.Problems.IsEmpty) await TryAsync(monitor, () => dryRun.DeleteAsync(planner.DecideDeletions(everything: false)));
        // Nothing is applied to a state that is only compared with.
        if (!Context.State.IsForComparison) recovered.Unsettled.ToList().ForEach(monitor.Fail);
        WarnOfClosedSecrets(session, events);
        cancellationToken.ThrowIfCancellationRequested();

        var steps = dryRun.Steps;
        var before = StackOutputs(session);
        var outputs = monitor.StackOutputs;
        var changes = PropertyDiff.Between(before, outputs);
        if (steps.All(step => step.Kind is StepKind.Same or StepKind.Read))
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
            HasUnshownChanges = dryRun.HasUnshownChanges || session.WasInterrupted || recovered.AnyDoubt,
            Options = options,
            StateFingerprint = session.Fingerprint,
        };

        async Task<(Planner Planner, RecoveredOperations Recovered, ImmutableArray<string> StoredUrns)> PrepareAsync()
        {
            var session = await loading;
            ImmutableArray<string> storedUrns = [.. session.Table.All.Select(entry => entry.State.Urn)];
            var recovered = await Recover(session, events).RunAsync(cancellationToken);
            if (options.Refresh)
            {
                foreach (var resource in await new Refresher(providers, scope, events, Mask, options).ReadAsync(session.Table, cancellationToken))
                {
                    if (resource.Step.Kind == StepKind.Same) continue;
                    session.Assume(resource.Key, resource.New);
                    dryRun.Add(resource.Step with { Kind = StepKind.Refresh });
                }
            }

            return (new Planner(session.Table, providers, scope, recovered.Repeatable), recovered, storedUrns);
        }

        async Task<RunParts> PartsAsync() => new((await preparing).Planner, dryRun, providers);
    }

    /// <summary>Does what was approved, and nothing else.</summary>
    /// <exception cref="PlanChangedException">Program or state differ from the plan; what had been done until then is recorded.</exception>
    /// <exception cref="StackLockedException">Another update holds the stack.</exception>
    public async Task<UpdateResult> UpAsync(PulumiProgram program, Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        if (approved.Failed) throw new InvalidOperationException("A plan with problems cannot be applied.");
        options = approved.Options with { Parallel = options.Parallel, Abort = options.Abort };
        if (approved is { HasChanges: false, HasUnshownChanges: false })
        {
            using var unchanged = Load();
            CheckFingerprint(unchanged, approved);
            return new UpdateResult(true, [], approved.Outputs);
        }

        return await UpdateAsync("update", approved, options, observe, async update =>
        {
            if (options.Refresh) await RefreshAsync(update, StepKind.Refresh, cancellationToken);
            if (update.Applier.Stopped is not null) return;
            // A copy: what is stored changes under the planner while steps end.
            var planner = new Planner(new StateTable(update.Session.Table), providers, update.Scope, update.Recovered.Repeatable, update.Plan.MayGo);
            update.Parts.SetResult(new RunParts(planner, update.Applier, providers));
            await RunAsync(program, update.Monitor, isDryRun: false, update.Applier.WhenIdleAsync, cancellationToken);
            if (update.Applier.Stopped is not null || cancellationToken.IsCancellationRequested || !update.Monitor.Problems.IsEmpty) return;
            await TryAsync(update.Monitor, () =>
            {
                update.Applier.Stop(() => update.Plan.CheckAllDeclared(update.Monitor.RegisteredUrns));
                return update.Applier.DeleteAsync(planner.DecideDeletions(everything: false));
            });
        }, cancellationToken);
    }

    /// <summary>Says what deleting everything would do; no program is needed.</summary>
    public async Task<Plan> PreviewDestroyAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        var events = new EventStream(observe, Mask);
        var dryRun = new DryRun(events);
        var scope = new PlanScope(options);
        using var session = await Task.Run(Load, cancellationToken);
        ImmutableArray<string> storedUrns = [.. session.Table.All.Select(entry => entry.State.Urn)];
        var recovered = await Recover(session, events).RunAsync(cancellationToken);
        var planner = new Planner(session.Table, providers, scope, recovered.Repeatable);
        var monitor = new ResourceMonitor(Context, Task.FromResult(new RunParts(planner, dryRun, providers)), events, Mask);
        await TryAsync(monitor, () => CheckTargetsAsync(scope, monitor, storedUrns));
        if (monitor.Problems.IsEmpty) await TryAsync(monitor, () => dryRun.DeleteAsync(planner.DecideDeletions(everything: true)));
        recovered.Unsettled.ToList().ForEach(monitor.Fail);
        var outputs = scope.IsLimited ? StackOutputs(session) : PropertyValue.Map.Empty;
        return new Plan
        {
            Stack = Context.Stack,
            Steps = dryRun.Steps,
            Outputs = outputs,
            OutputChanges = monitor.Problems.IsEmpty ? PropertyDiff.Between(StackOutputs(session), outputs) : [],
            Problems = monitor.Problems,
            HasUnshownChanges = dryRun.HasUnshownChanges || session.WasInterrupted || recovered.AnyDoubt,
            Options = options,
            StateFingerprint = session.Fingerprint,
        };
    }

    /// <summary>Deletes everything that was approved, in reverse order of need.</summary>
    /// <exception cref="PlanChangedException">The state differs from the plan.</exception>
    /// <exception cref="StackLockedException">Another update holds the stack.</exception>
    public async Task<UpdateResult> DestroyAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        if (approved.Failed) throw new InvalidOperationException("A plan with problems cannot be applied.");
        options = approved.Options with { Parallel = options.Parallel, Abort = options.Abort };
        if (approved is { HasChanges: false, HasUnshownChanges: false }) return new UpdateResult(true, [], approved.Outputs);
        return await UpdateAsync("destroy", approved, options, observe, update =>
        {
            var planner = new Planner(new StateTable(update.Session.Table), providers, update.Scope, update.Recovered.Repeatable);
            return TryAsync(update.Monitor, () => update.Applier.DeleteAsync(planner.DecideDeletions(everything: true)));
        }, cancellationToken);
    }
}

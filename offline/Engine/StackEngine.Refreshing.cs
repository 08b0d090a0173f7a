using Slipway.Engine.Applying;
using Slipway.Engine.Planning;
using Slipway.Engine.State;

namespace Slipway.Engine;

/// <summary>Looking how the stored resources really are.</summary>
public sealed partial class StackEngine
{
    /// <summary>Says how the resources differ from what is stored of them; no program is needed.</summary>
    public async Task<Plan> PreviewRefreshAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        var events = new EventStream(observe, Mask);
        var scope = new PlanScope(options);
        using var session = await Task.Run(Load, cancellationToken);
        scope.CheckAllMeet(session.Table.All.Select(entry => entry.State.Urn));
        var recovered = await Recover(session, events).RunAsync(cancellationToken);
        var refreshed = await new Refresher(providers, scope, events, Mask, options).ReadAsync(session.Table, cancellationToken);
        foreach (var resource in refreshed) events.Tell(new EngineEvent.StepPlanned(resource.Step));
        return new Plan
        {
            Stack = Context.Stack,
            Steps = [.. refreshed.Select(resource => resource.Step)],
            Outputs = StackOutputs(session),
            Problems = recovered.Unsettled,
            HasUnshownChanges = session.WasInterrupted || recovered.AnyDoubt,
            IsRefresh = true,
            Options = options,
            StateFingerprint = session.Fingerprint,
        };
    }

    /// <summary>Brings the stored state to what the resources are, as approved.</summary>
    /// <exception cref="PlanChangedException">A resource has changed once more since the plan was made.</exception>
    /// <exception cref="StackLockedException">Another update holds the stack.</exception>
    public Task<UpdateResult> RefreshAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        if (approved.Failed) throw new InvalidOperationException("A plan with problems cannot be applied.");
        options = approved.Options with { Parallel = options.Parallel, Abort = options.Abort };
        if (approved is { HasChanges: false, HasUnshownChanges: false }) return Task.FromResult(new UpdateResult(true, [], approved.Outputs));
        return UpdateAsync("refresh", approved, options, observe, update => RefreshAsync(update, StepKind.Delete, cancellationToken), cancellationToken);
    }
}

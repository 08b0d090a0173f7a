using Pulumi.Offline;
using Slipway.Cli.Stacks;
using Slipway.Engine;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Tests.Support;

/// <summary>Plays an engine: gives the plan it was made with and tells the story it was given.</summary>
internal sealed class FakeStack(Plan plan) : IStackOperations
{
    public PropertyValue.Map? Outputs { get; set; }

    public Action<Action<EngineEvent>> WhilePlanning { get; set; } = _ => { };

    public Func<Action<EngineEvent>, UpdateResult> WhileApplying { get; set; } = _ => new UpdateResult(true, plan.Steps, plan.Outputs);

    public int Applied { get; private set; }

    public Task<Plan> PreviewAsync(Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        WhilePlanning(observe);
        return Task.FromResult(plan);
    }

    public Task<UpdateResult> UpAsync(Plan approved, Action<EngineEvent> observe, CancellationToken abort, CancellationToken cancellationToken)
    {
        Applied++;
        return Task.FromResult(WhileApplying(observe));
    }

    public Task<Plan> PreviewDestroyAsync(Action<EngineEvent> observe, CancellationToken cancellationToken) => PreviewAsync(observe, cancellationToken);

    public Task<UpdateResult> DestroyAsync(Plan approved, Action<EngineEvent> observe, CancellationToken abort, CancellationToken cancellationToken) =>
        UpAsync(approved, observe, abort, cancellationToken);

    public Task<PropertyValue.Map?> ReadOutputsAsync(CancellationToken cancellationToken) => Task.FromResult(Outputs);
}

using Pulumi.Offline;
using Slipway.Engine;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Stacks;

/// <summary>What can be done with a stack: the engine, as the commands see it.</summary>
/// <remarks>The token of an update lets running operations finish; <c>abort</c> breaks them off.</remarks>
public interface IStackOperations
{
    Task<Plan> PreviewAsync(Action<EngineEvent> observe, CancellationToken cancellationToken);

    Task<UpdateResult> UpAsync(Plan approved, Action<EngineEvent> observe, CancellationToken abort, CancellationToken cancellationToken);

    Task<Plan> PreviewDestroyAsync(Action<EngineEvent> observe, CancellationToken cancellationToken);

    Task<UpdateResult> DestroyAsync(Plan approved, Action<EngineEvent> observe, CancellationToken abort, CancellationToken cancellationToken);

    /// <summary>The outputs of the last update; null when the stack was never updated.</summary>
    Task<PropertyValue.Map?> ReadOutputsAsync(CancellationToken cancellationToken);
}

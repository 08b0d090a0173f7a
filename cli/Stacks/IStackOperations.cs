using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine;
using Slipway.Engine.Planning;
using Slipway.Engine.State;

namespace Slipway.Cli.Stacks;

/// <summary>What can be done with a stack: the engine, as the commands see it.</summary>
/// <remarks>The token of an update lets running operations finish; <see cref="UpdateOptions.Abort"/> breaks them off.</remarks>
public interface IStackOperations
{
    Task<Plan> PreviewAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken);

    Task<UpdateResult> UpAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken);

    Task<Plan> PreviewDestroyAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken);

    Task<UpdateResult> DestroyAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken);

    Task<Plan> PreviewRefreshAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken);

    Task<UpdateResult> RefreshAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken);

    /// <summary>The outputs of the last update; null when the stack was never updated.</summary>
    Task<PropertyValue.Map?> ReadOutputsAsync(CancellationToken cancellationToken);

    /// <summary>Operations that an interrupted update left without an end.</summary>
    Task<ImmutableArray<PendingOperation>> ReadPendingAsync(CancellationToken cancellationToken);

    /// <summary>The state as JSON, secrets encrypted.</summary>
    Task<string> ExportAsync(CancellationToken cancellationToken);

    Task ImportAsync(string json, bool force, CancellationToken cancellationToken);

    /// <summary>Forgets the stack; one with resources only when forced.</summary>
    Task RemoveAsync(bool force, CancellationToken cancellationToken);

    /// <summary>Finished updates, the latest first.</summary>
    Task<ImmutableArray<HistoryEntry>> ReadHistoryAsync(CancellationToken cancellationToken);

    Task SettleAsync(string urn, SettledOutcome outcome, string? id, CancellationToken cancellationToken);

    /// <summary>Hides every secret of the stack in a text, also inside a longer one.</summary>
    string Mask(string text);
}

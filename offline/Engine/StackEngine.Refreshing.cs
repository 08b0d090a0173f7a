using Slipway.Engine.Planning;

namespace Slipway.Engine;

/// <summary>Looking how the stored resources really are.</summary>
public sealed partial class StackEngine
{
    /// <summary>Says how the resources differ from what is stored of them; no program is needed.</summary>
    public Task<Plan> PreviewRefreshAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Brings the stored state to what the resources are, as approved.</summary>
    /// <exception cref="PlanChangedException">A resource has changed once more since the plan was made.</exception>
    /// <exception cref="StackLockedException">Another update holds the stack.</exception>
    public Task<UpdateResult> RefreshAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}

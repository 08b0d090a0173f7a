using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.State;

namespace Slipway.Engine.Applying;

/// <summary>What becomes of a decision: in a preview it is only told, in an update it is carried out.</summary>
internal interface IStepExecutor
{
    /// <summary>Called in the order of planning, before any of it happens.</summary>
    void Admit(StepDecision decision);

    /// <summary>The resource as it is afterwards; outputs may be unknown in a preview.</summary>
    Task<ResourceState> ExecuteAsync(StepDecision decision);

    /// <summary>A provider nobody wrote down; recorded, never shown.</summary>
    ResourceState RecordDefaultProvider(StepDecision decision);

    /// <summary>A resource that is looked up, not made.</summary>
    Task<ResourceState> ReadAsync(ResourceState wanted, (int Key, ResourceState State)? old, IProvider provider, ResourceOperation operation);

    /// <summary>A component's, or the stack's, outputs.</summary>
    ResourceState RecordOutputs(ResourceState resource, PropertyValue.Map outputs);

    /// <summary>Deletes in parallel, the needing before the needed.</summary>
    Task DeleteAsync(ImmutableArray<Deletion> deletions);
}

using System.Collections.Immutable;
using Pulumi.Offline;

namespace Slipway.Engine.State;

/// <summary>What is stored about a stack, as of its last update.</summary>
/// <param name="Resources">In an order in which each comes after those it needs.</param>
/// <param name="PendingOperations">Operations whose end is not known.</param>
public sealed record StackSnapshot(ImmutableArray<ResourceState> Resources, ImmutableArray<PendingOperation> PendingOperations)
{
    public static StackSnapshot Empty { get; } = new([], []);

    /// <summary>Outputs of the stack; secrets keep their wrapper.</summary>
    public PropertyValue.Map Outputs =>
        Resources.FirstOrDefault(resource => resource.Type == ResourceUrn.StackType)?.Outputs ?? PropertyValue.Map.Empty;
}

using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;

namespace Slipway.Engine;

/// <summary>What an update did.</summary>
/// <param name="Succeeded">False when a step failed; <paramref name="Steps"/> then says what was done before.</param>
/// <param name="Steps">The steps that were carried out, in the order they ended.</param>
/// <param name="Outputs">Outputs of the stack; secrets keep their wrapper.</param>
public sealed record UpdateResult(bool Succeeded, ImmutableArray<PlannedStep> Steps, PropertyValue.Map Outputs)
{
    /// <summary>True when it was cancelled; what was running was finished and recorded.</summary>
    public bool Cancelled { get; init; }

    /// <summary>What went wrong, secrets masked.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];
}

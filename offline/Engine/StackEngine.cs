using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;

namespace Slipway.Engine;

/// <summary>A Pulumi program: its entry point, run inside a <see cref="ProgramHost"/>. Gives the exit code.</summary>
public delegate Task<int> PulumiProgram();

public sealed record UpdateOptions
{
    /// <summary>How many steps run at the same time.</summary>
    public int Parallel { get; init; } = 16;
}

/// <param name="Succeeded">False when a step failed; <paramref name="Steps"/> then says what was done before.</param>
public sealed record UpdateResult(bool Succeeded, ImmutableArray<PlannedStep> Steps, PropertyValue.Map Outputs);

/// <summary>The plan no longer fits: while applying, the program or the state differed from what was approved.</summary>
public sealed class PlanChangedException(string message) : Exception(message);

/// <summary>Another update holds the stack.</summary>
public sealed class StackLockedException(string message) : Exception(message);

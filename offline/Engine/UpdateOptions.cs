using System.Collections.Immutable;

namespace Slipway.Engine;

/// <summary>How an update is planned and carried out.</summary>
/// <remarks>What shapes the plan (<see cref="Targets"/>, <see cref="Replace"/>, <see cref="Refresh"/>) is taken from the approved plan when it is applied.</remarks>
public sealed record UpdateOptions
{
    /// <summary>How many steps run at the same time.</summary>
    public int Parallel { get; init; } = 16;

    /// <summary>URNs to which the update is limited, <c>*</c> standing for any text; empty for all. Components and providers always take part.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>URNs of resources to be replaced although nothing changed, <c>*</c> standing for any text.</summary>
    public ImmutableArray<string> Replace { get; init; } = [];

    /// <summary>Looks first how the stored resources really are.</summary>
    public bool Refresh { get; init; }

    /// <summary>
    /// Breaks off running operations (a second Ctrl-C). The token given to the update itself lets them finish.
    /// </summary>
    public CancellationToken Abort { get; init; }
}

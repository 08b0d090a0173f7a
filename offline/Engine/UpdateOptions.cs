namespace Slipway.Engine;

/// <summary>How an update is carried out.</summary>
public sealed record UpdateOptions
{
    /// <summary>How many steps run at the same time.</summary>
    public int Parallel { get; init; } = 16;

    /// <summary>
    /// Breaks off running operations (a second Ctrl-C). The token given to the update itself lets them finish.
    /// </summary>
    public CancellationToken Abort { get; init; }
}

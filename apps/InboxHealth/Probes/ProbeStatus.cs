namespace Slipway.InboxHealth.Probes;

/// <summary>What the last look said.</summary>
public enum ProbeStatus
{
    /// <summary>There was none yet.</summary>
    Unknown,

    Up,

    Down,
}

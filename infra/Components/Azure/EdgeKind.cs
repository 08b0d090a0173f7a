namespace Slipway.Infra.Components.Azure;

/// <summary>How requests from the internet come in.</summary>
public enum EdgeKind
{
    /// <summary>Not through Front Door: apps answer on the environment's own address.</summary>
    None,

    /// <summary>Front Door Standard: custom firewall rules only, and no private link.</summary>
    Standard,

    /// <summary>Front Door Premium: managed firewall rules and private link.</summary>
    Premium,
}

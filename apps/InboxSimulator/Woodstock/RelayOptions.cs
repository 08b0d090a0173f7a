using System.ComponentModel.DataAnnotations;

namespace Slipway.InboxSimulator.Woodstock;

/// <summary>The way to the simulated database that can be disturbed, section <c>Relay</c> of the configuration.</summary>
public sealed class RelayOptions
{
    /// <summary>Where clients of the simulated database connect. 0 lets the system choose.</summary>
    [Range(0, 65535)]
    public int Port { get; init; }
}

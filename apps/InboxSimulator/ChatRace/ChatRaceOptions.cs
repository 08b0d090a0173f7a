using System.ComponentModel.DataAnnotations;
using Slipway.ServiceDefaults;

namespace Slipway.InboxSimulator.ChatRace;

/// <summary>The simulated chat platform, section <c>ChatRace</c> of the configuration.</summary>
public sealed class ChatRaceOptions
{
    /// <summary>Its own port: it must be possible to close it. 0 lets the system choose.</summary>
    [Range(0, 65535)]
    public int Port { get; init; }

    /// <summary>What callers must send as <c>X-ACCESS-TOKEN</c>.</summary>
    [Secret]
    [Required]
    public string? Token { get; init; }
}

using System.ComponentModel.DataAnnotations;
using Slipway.ServiceDefaults;

namespace Slipway.InboxSimulator.Vapi;

/// <summary>The simulated sender of call events, section <c>Vapi</c> of the configuration.</summary>
public sealed class VapiOptions
{
    /// <summary>Where events go.</summary>
    [Required]
    public Uri? WebhookUrl { get; init; }

    /// <summary>What events are signed with.</summary>
    [Secret]
    [Required]
    public string? WebhookSecret { get; init; }
}

using System.ComponentModel.DataAnnotations;
using Slipway.ServiceDefaults;

namespace Slipway.InboxHealth.Webhooks;

/// <summary>How VAPI's call events are received, section <c>Vapi</c> of the configuration.</summary>
public sealed class VapiOptions
{
    /// <summary>The secret of the HMAC credential in VAPI's dashboard.</summary>
    [Secret]
    [Required]
    [MinLength(16, ErrorMessage = "at least 16 characters")]
    public string? WebhookSecret { get; init; }

    /// <summary>Where the signature is. VAPI's own default; a credential can name another.</summary>
    [Required]
    public string SignatureHeader { get; init; } = "x-signature";

    /// <summary>Where the time of sending is. VAPI's own default; a credential can name another.</summary>
    [Required]
    public string TimestampHeader { get; init; } = "x-timestamp";

    /// <summary>How far the time of sending may be from now. What was signed longer ago is refused, whoever sends it.</summary>
    [Range(10, 3600)]
    public int ReplayWindowSeconds { get; init; } = 300;

    /// <summary>Largest event, in KiB. The report of a long call holds its transcript twice.</summary>
    [Range(1, 16 * 1024)]
    public int LargestEventKilobytes { get; init; } = 1024;

    /// <summary>Events that may wait for the database, in KiB; more are turned away with 503 until there is room.</summary>
    [Range(1024, 1024 * 1024)]
    public int WaitingKilobytes { get; init; } = 2 * 1024;

    /// <summary>Most calls stored by one statement.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; init; } = 500;

    /// <summary>How long an event waits to be stored before its sender is told to come again.</summary>
    [Range(0.1, 60.0)]
    public double PatienceSeconds { get; init; } = 4;

    /// <summary>Where the readiness probe sends its event; without it, to this process.</summary>
    public Uri? ProbeUrl { get; init; }
}

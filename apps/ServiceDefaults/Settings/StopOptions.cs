using System.ComponentModel.DataAnnotations;

namespace Slipway.ServiceDefaults;

/// <summary>How the service ends after SIGTERM.</summary>
internal sealed class StopOptions
{
    /// <summary>
    /// How long new requests are still taken while readiness already says 503, so that a router that polls it looks away
    /// before connections are refused. 0 where the router is told first.
    /// </summary>
    [Range(0, 300)]
    public double NoticeSeconds { get; set; }

    /// <summary>How long requests in flight may take to finish.</summary>
    [Range(0.0, 3600.0)]
    public double DrainSeconds { get; set; } = 10;
}

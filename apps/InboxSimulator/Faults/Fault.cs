using System.ComponentModel;

namespace Slipway.InboxSimulator.Faults;

/// <summary>How a source misbehaves.</summary>
public enum Fault
{
    None,

    /// <summary>Answers late.</summary>
    Slow,

    /// <summary>Answers that it failed; a database ends the connection.</summary>
    Error,

    /// <summary>Refuses connections: the port is closed.</summary>
    Refuse,

    /// <summary>Answers what no client can read.</summary>
    Malformed,

    /// <summary>ChatRace: the token has expired. Woodstock: one OAuth token has. VAPI: the time of sending is long past.</summary>
    ExpiredToken,

    /// <summary>Takes the request and does not answer.</summary>
    Hang,
}

/// <summary>The sources that are simulated.</summary>
public enum Source
{
    Chatrace,
    Woodstock,
    Vapi,
}

/// <summary>A fault and how long what takes time takes.</summary>
public sealed record FaultSetting(
    Fault Fault,
    [property: Description("How long slow and hang take; 2 and 300 without it")] double? Seconds = null)
{
    public static readonly FaultSetting None = new(Fault.None);

    public TimeSpan Delay => Fault switch
    {
        Fault.Slow => TimeSpan.FromSeconds(Seconds ?? 2),
        Fault.Hang => TimeSpan.FromSeconds(Seconds ?? 300),
        _ => TimeSpan.Zero,
    };
}

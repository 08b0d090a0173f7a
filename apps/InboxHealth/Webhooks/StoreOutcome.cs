namespace Slipway.InboxHealth.Webhooks;

/// <summary>What became of a call.</summary>
public enum StoreOutcome
{
    /// <summary>It is in the database.</summary>
    Stored,

    /// <summary>It was there already.</summary>
    Duplicate,

    /// <summary>It may not be there: the database does not answer, or too many wait. Whoever sent it must send it again.</summary>
    Unavailable,

    /// <summary>The database will never take it.</summary>
    Refused,
}

namespace Slipway.InboxHealth.Webhooks;

/// <summary>What is to be said of a signature.</summary>
public enum SignatureCheck
{
    Valid,

    /// <summary>A header is not there or cannot be read.</summary>
    Missing,

    /// <summary>It was not made with our secret over this time and body.</summary>
    Wrong,

    /// <summary>It is right, but was made too long ago, or ahead of our clock.</summary>
    Stale,
}

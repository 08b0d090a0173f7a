namespace Slipway.InboxHealth.Probes;

/// <summary>The thing looked at is not well; the message says what it did instead.</summary>
public sealed class ProbeException(string message, Exception? cause = null) : Exception(message, cause);

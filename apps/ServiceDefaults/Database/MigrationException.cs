namespace Slipway.ServiceDefaults;

/// <summary>The schema cannot be brought up to date; the message says which migration and what to do.</summary>
public sealed class MigrationException(string message, Exception? cause = null) : Exception(message, cause);

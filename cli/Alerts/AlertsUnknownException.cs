namespace Slipway.Cli.Alerts;

/// <summary>Alertmanager cannot be asked from here; the message says where it was looked for and why that failed.</summary>
public sealed class AlertsUnknownException(string message, Exception? inner = null) : Exception(message, inner);

using System.Collections.Immutable;

namespace Slipway.Cli.Alerts;

/// <summary>What fires, or why that is not known from here.</summary>
/// <param name="Unknown">Null where it is known.</param>
public sealed record LiveAlerts(ImmutableArray<Alert> Firing, string? Unknown = null)
{
    /// <summary>Asks the Alertmanager at an address; that it cannot be asked is an answer too.</summary>
    public static async Task<LiveAlerts> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = new AlertmanagerClient(address);
        try
        {
            return new LiveAlerts(await client.ReadAsync(cancellationToken));
        }
        catch (AlertsUnknownException exception)
        {
            return new LiveAlerts([], exception.Message);
        }
    }
}

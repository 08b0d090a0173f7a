using Pulumi.Offline;

namespace Slipway.Cli.Alerts;

/// <summary>Where the Alertmanager of a stack is, as its outputs say.</summary>
internal static class AlertmanagerAddress
{
    /// <summary>Null for a stack without one.</summary>
    public static Uri? In(PropertyValue.Map? outputs) =>
        outputs?["addresses"] is PropertyValue.Map addresses && addresses["alertmanager"] is PropertyValue.Text { Value: var text } && Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? address
            : null;
}

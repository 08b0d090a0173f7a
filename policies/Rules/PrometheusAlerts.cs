using System.Text.RegularExpressions;

namespace Slipway.Policies.Rules;

/// <summary>Alert rules within a file of Prometheus, written as YAML or as JSON.</summary>
internal static partial class PrometheusAlerts
{
    /// <summary>The names of alerts without a runbook before the next rule begins.</summary>
    public static IEnumerable<string> WithoutRunbook(string text)
    {
        // Files of Prometheus' rules have groups; Alertmanager's, dashboards and scripts speak of alerts too.
        if (!text.Contains("groups", StringComparison.Ordinal)) yield break;
        var alerts = Alert().Matches(text);
        for (var index = 0; index < alerts.Count; index++)
        {
            var end = index + 1 < alerts.Count ? alerts[index + 1].Index : text.Length;
            if (!text.AsSpan(alerts[index].Index, end - alerts[index].Index).Contains("runbook", StringComparison.OrdinalIgnoreCase)) yield return alerts[index].Groups["name"].Value;
        }
    }

    [GeneratedRegex("""^[ \t{\-]*"?alert"?:\s*"?(?<name>[A-Za-z_][A-Za-z0-9_]*)"?,?\s*$""", RegexOptions.Multiline)]
    private static partial Regex Alert();
}

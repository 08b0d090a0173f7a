using System.Globalization;
using System.Text.Json;
using Slipway.Cli.Alerts;

namespace Slipway.Cli.Screens;

/// <summary>What fires, as a table and for scripts.</summary>
internal static class AlertsScreen
{
    public static IEnumerable<Line> Lines(IReadOnlyCollection<Alert> alerts, DateTimeOffset now)
    {
        var table = new Table("ALERT", "SEVERITY", "SINCE", "TOLD", "WHAT");
        foreach (var alert in alerts)
        {
            table.Add(
                (alert.Name, Styles.Strong),
                (alert.Severity.Length > 0 ? alert.Severity : "-", alert.Severity == "critical" ? Styles.Bad : Styles.Warning),
                (Durations.Short(now - alert.Since), Styles.Plain),
                (alert.IsTold ? "yes" : alert.IsExplained ? "explained by another" : "silenced", alert.IsTold ? Styles.Plain : Styles.Faint),
                (alert.Summary, Styles.Plain));
        }

        return table.Lines();
    }

    /// <summary>Where to read on, and how to end what holds alerts back.</summary>
    public static IEnumerable<Line> Notes(IReadOnlyCollection<Alert> alerts)
    {
        yield return new Line();
        foreach (var (name, runbook) in alerts.Select(alert => (alert.Name, alert.Runbook)).Distinct().Where(entry => entry.Runbook.Length > 0))
            yield return new Line("  ") { Indent = 4 }.Add($"{name}: ", Styles.Strong).Add(runbook);
        foreach (var id in alerts.SelectMany(alert => alert.SilencedBy).Distinct())
            yield return new Line($"  silence {id}: `slipway alerts expire {id}` ends it");
    }

    public static void Write(Utf8JsonWriter json, IEnumerable<Alert> alerts) => json.List("alerts", alerts, alert =>
    {
        json.WriteStartObject();
        json.WriteString("name", alert.Name);
        json.WriteString("severity", alert.Severity);
        json.WriteString("since", alert.Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteBoolean("told", alert.IsTold);
        json.WriteBoolean("explained", alert.IsExplained);
        json.List("silencedBy", alert.SilencedBy, json.WriteStringValue);
        json.WriteString("summary", alert.Summary);
        json.WriteString("runbook", alert.Runbook);
        json.Object("labels", () =>
        {
            foreach (var (name, value) in alert.Labels) json.WriteString(name, value);
        });
        json.WriteEndObject();
    });
}

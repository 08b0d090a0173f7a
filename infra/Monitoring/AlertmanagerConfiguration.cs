using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Monitoring;

/// <summary>
/// Who is told of alerts, and of which not, because another one explains them. Without a webhook they are kept for reading.
/// Written as JSON, which is YAML.
/// </summary>
/// <param name="WebhookFile">The file with the address of a Slack-compatible webhook; null where there is none.</param>
public sealed record AlertmanagerConfiguration(Observed Observed, string? WebhookFile)
{
    private const string Everyone = "webhook";
    private const string Nobody = "nobody";

    public override string ToString() => new JObject
    {
        ["route"] = new JObject
        {
            ["receiver"] = WebhookFile is null ? Nobody : Everyone,
            // One message names every workload an alert is about.
            ["group_by"] = new JArray("stack", "alertname"),
            ["group_wait"] = "30s",
            ["group_interval"] = "5m",
            ["repeat_interval"] = "12h",
            // Whatever explains an alert fires before it (PlatformAlerts), so that there is little to wait for.
            ["routes"] = new JArray(
                // Services that go together are missed one after the other, within a look at all of them.
                Route("alertname=\"ServiceDown\"", "10s"),
                Route("severity=\"critical\"", "3s")),
        },
        ["receivers"] = new JArray(Receiver()),
        ["inhibit_rules"] = new JArray(Inhibitions()),
    }.ToString();

    private static JObject Route(string matcher, string wait) => new()
    {
        ["matchers"] = new JArray(matcher),
        ["group_wait"] = wait,
        ["group_interval"] = "30s",
        ["repeat_interval"] = "2h",
    };

    private JObject Receiver() => WebhookFile is null
        ? new JObject { ["name"] = Nobody }
        : new JObject
        {
            ["name"] = Everyone,
            ["slack_configs"] = new JArray(new JObject
            {
                ["api_url_file"] = WebhookFile,
                ["send_resolved"] = true,
                ["color"] = "{{ if eq .Status \"firing\" }}{{ if eq .CommonLabels.severity \"critical\" }}danger{{ else }}warning{{ end }}{{ else }}good{{ end }}",
                ["title"] = "[{{ .Status | toUpper }}{{ if eq .Status \"firing\" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .GroupLabels.alertname }} ({{ .GroupLabels.stack }})",
                ["fallback"] = "[{{ .Status | toUpper }}] {{ .GroupLabels.alertname }} ({{ .GroupLabels.stack }})",
                ["text"] = "{{ range .Alerts }}{{ if eq .Status \"resolved\" }}Resolved: {{ end }}{{ .Annotations.summary }} ({{ .Labels.severity }})\nRunbook: {{ .Annotations.runbook }}\n{{ end }}",
            }),
        };

    private IEnumerable<JObject> Inhibitions()
    {
        yield return Inhibition(["alertname=\"ManyTargetsDown\""], ["alertname!=\"ManyTargetsDown\""]);
        yield return Inhibition(["alertname=\"PostgresDown\""], [Needs("postgres")]);
        yield return Inhibition(["alertname=\"PostgresDown\""], ["alertname=\"PostgresConnectionsHigh\""]);
        yield return Inhibition(["alertname=\"EdgeDown\""], [Needs("edge")]);
        yield return Inhibition(["alertname=\"EdgeDown\""], ["alertname=\"CertificateExpires\""]);
        yield return Inhibition(["alertname=\"ServiceDown\""], ["alertname!=\"ServiceDown\"", "workload!=\"\""], "workload");
        yield return Inhibition(["alertname=\"ErrorBudgetBurnsFast\""], ["alertname=~\"ErrorBudgetBurnsSlowly|ErrorRatioHigh\""], "workload");
        foreach (var workload in Observed.Workloads)
        {
            foreach (var alert in workload.Monitoring.Alerts.Where(alert => !alert.InhibitedBy.IsEmpty))
            {
                // An alert of the platform may be about no workload at all; one about another workload explains nothing.
                var names = string.Join('|', alert.InhibitedBy.Select(Regex.Escape));
                yield return Inhibition([$"alertname=~\"{names}\"", $"workload=~\"{workload.Name}|\""], [$"alertname=\"{alert.Name}\"", $"workload=\"{workload.Name}\""]);
            }
        }
    }

    private static string Needs(string what) => $"needs=~\"(.*,)?{what}(,.*)?\"";

    private static JObject Inhibition(string[] explaining, string[] explained, params string[] same) => new()
    {
        ["source_matchers"] = new JArray(explaining),
        ["target_matchers"] = new JArray(explained),
        ["equal"] = new JArray(same.Prepend("stack")),
    };
}

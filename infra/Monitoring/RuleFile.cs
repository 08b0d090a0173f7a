using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Monitoring;

/// <summary>The rules of an environment: those of the platform, then those its workloads bring. Written as JSON, which is YAML.</summary>
public sealed record RuleFile(Observed Observed)
{
    /// <summary>Every alert, those of the platform first.</summary>
    public IEnumerable<AlertRule> Alerts => PlatformAlerts.Of(Observed).Concat(Observed.Workloads.SelectMany(OwnAlerts));

    public override string ToString() => new JObject
    {
        ["groups"] = new JArray(Groups()),
    }.ToString(Formatting.Indented);

    private IEnumerable<JObject> Groups()
    {
        yield return Group("slipway", RecordingRules.Of(Observed).Select(Recording).Concat(PlatformAlerts.Of(Observed).Select(Alert)));
        foreach (var workload in Observed.Workloads.Where(workload => workload.Monitoring is not { Alerts.IsEmpty: true, Recordings.IsEmpty: true }))
        {
            yield return Group($"workload-{workload.Name}", workload.Monitoring.Recordings
                .Select(own => Recording(new RecordingRule(own.Record, own.Expression)))
                .Concat(OwnAlerts(workload).Select(Alert)));
        }
    }

    private static IEnumerable<AlertRule> OwnAlerts(Workload workload) => workload.Monitoring.Alerts.Select(own =>
        new AlertRule(own.Name, own.Expression, own.For, own.Severity, own.Summary) { Runbook = own.Runbook, Workload = workload.Name });

    private static JObject Group(string name, IEnumerable<JObject> rules) => new() { ["name"] = name, ["rules"] = new JArray(rules) };

    private static JObject Recording(RecordingRule rule)
    {
        var labels = new JObject(rule.Labels.Select(label => new JProperty(label.Key, label.Value)));
        if (rule.Workload is not null)
            labels["workload"] = rule.Workload;
        var json = new JObject { ["record"] = rule.Record, ["expr"] = rule.Expression };
        if (labels.Count > 0)
            json["labels"] = labels;
        return json;
    }

    private JObject Alert(AlertRule rule)
    {
        var labels = new JObject { ["severity"] = rule.Severity.ToString().ToLowerInvariant() };
        if (rule.Workload is not null)
            labels["workload"] = rule.Workload;
        return new JObject
        {
            ["alert"] = rule.Name,
            ["expr"] = rule.Expression,
            ["for"] = rule.For,
            ["labels"] = labels,
            ["annotations"] = new JObject { ["summary"] = rule.Summary, ["runbook"] = Page(rule.Runbook) },
        };
    }

    private string Page(string runbook) =>
        Observed.Thresholds.Runbooks.Length == 0 || runbook.StartsWith("https://", StringComparison.Ordinal)
            ? runbook
            : $"{Observed.Thresholds.Runbooks.TrimEnd('/')}/{runbook}";
}

using Newtonsoft.Json.Linq;

namespace Infra.Tests.Monitoring;

/// <summary>Figures over time, and what an alert makes of them. Written as promtool reads it.</summary>
/// <param name="At">The moment that is looked at.</param>
/// <param name="Series">Figures as <c>name values</c>, in promtool's notation.</param>
public sealed record AlertCase(string Name, string Alert, string At, params string[] Series)
{
    /// <summary>What fires: the labels besides the alert's name, and the summary.</summary>
    public IReadOnlyList<(string Labels, string Summary)> Fires { get; init; } = [];

    /// <summary>How far apart the values are.</summary>
    public string Interval { get; init; } = "5s";

    public override string ToString() => Name;

    public JObject Json(string rules, string runbook) => new()
    {
        ["rule_files"] = new JArray(rules),
        ["evaluation_interval"] = Interval,
        ["tests"] = new JArray(new JObject
        {
            ["interval"] = Interval,
            ["input_series"] = new JArray(Series.Select(series => new JObject
            {
                ["series"] = series[..series.LastIndexOf("  ", StringComparison.Ordinal)],
                ["values"] = series[(series.LastIndexOf("  ", StringComparison.Ordinal) + 2)..],
            })),
            ["alert_rule_test"] = new JArray(new JObject
            {
                ["eval_time"] = At,
                ["alertname"] = Alert,
                ["exp_alerts"] = new JArray(Fires.Select(fires => new JObject
                {
                    ["exp_labels"] = new JObject(fires.Labels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(label => new JProperty(label.Split('=')[0], label.Split('=')[1]))),
                    ["exp_annotations"] = new JObject { ["summary"] = fires.Summary, ["runbook"] = runbook },
                })),
            }),
        }),
    };
}

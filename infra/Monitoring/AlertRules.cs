using Newtonsoft.Json.Linq;

namespace Slipway.Infra.Monitoring;

/// <summary>When Prometheus raises an alert. Written as JSON, which is YAML.</summary>
public static class AlertRules
{
    public static string Text { get; } = new JObject
    {
        ["groups"] = new JArray(new JObject
        {
            ["name"] = "slipway",
            ["rules"] = new JArray(new JObject
            {
                ["alert"] = "TargetDown",
                ["expr"] = "up == 0",
                ["for"] = "15s",
                ["labels"] = new JObject { ["severity"] = "critical" },
                ["annotations"] = new JObject
                {
                    ["summary"] = "{{ $labels.job }} at {{ $labels.instance }} does not answer",
                },
            }),
        }),
    }.ToString();
}

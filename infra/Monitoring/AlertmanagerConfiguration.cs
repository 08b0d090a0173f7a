using Newtonsoft.Json.Linq;

namespace Slipway.Infra.Monitoring;

/// <summary>Alertmanager's configuration: alerts of one stack are grouped, and kept for reading where nobody is told.</summary>
public static class AlertmanagerConfiguration
{
    public static string Text { get; } = new JObject
    {
        ["route"] = new JObject
        {
            ["receiver"] = "nobody",
            ["group_by"] = new JArray("alertname", "job"),
        },
        ["receivers"] = new JArray(new JObject { ["name"] = "nobody" }),
    }.ToString();
}

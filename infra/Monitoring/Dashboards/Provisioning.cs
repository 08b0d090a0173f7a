using Newtonsoft.Json.Linq;

namespace Slipway.Infra.Monitoring.Dashboards;

/// <summary>What Grafana is told at its start: where figures come from and in which folder the dashboards lie. JSON is YAML.</summary>
public static class Provisioning
{
    /// <summary>By this the dashboards find their figures.</summary>
    public const string PrometheusUid = "prometheus";

    public static JObject Prometheus(string url) => new()
    {
        ["name"] = "Prometheus",
        ["uid"] = PrometheusUid,
        ["type"] = "prometheus",
        ["access"] = "proxy",
        ["url"] = url,
        ["isDefault"] = true,
        ["editable"] = false,
        // What figures are read at: Grafana widens its windows by it.
        ["jsonData"] = new JObject { ["timeInterval"] = PrometheusConfiguration.Interval },
    };

    public static JObject Alertmanager(string url) => new()
    {
        ["name"] = "Alertmanager",
        ["uid"] = "alertmanager",
        ["type"] = "alertmanager",
        ["access"] = "proxy",
        ["url"] = url,
        ["editable"] = false,
        ["jsonData"] = new JObject { ["implementation"] = "prometheus" },
    };

    public static string Sources(params JObject[] sources) => new JObject { ["apiVersion"] = 1, ["datasources"] = new JArray(sources.Cast<object>().ToArray()) }.ToString();

    /// <summary>Where the dashboards lie; a file that goes takes its dashboard with it.</summary>
    public static string Folder(string path) => new JObject
    {
        ["apiVersion"] = 1,
        ["providers"] = new JArray(new JObject
        {
            ["name"] = "slipway",
            ["type"] = "file",
            ["allowUiUpdates"] = false,
            ["disableDeletion"] = false,
            ["options"] = new JObject { ["path"] = path },
        }),
    }.ToString();
}

using Newtonsoft.Json.Linq;

namespace Slipway.Infra.Monitoring;

/// <summary>Prometheus' configuration. Written as JSON, which is YAML.</summary>
public sealed record PrometheusConfiguration
{
    public required IReadOnlyList<ScrapeTarget> Targets { get; init; }

    public required string RulesFile { get; init; }

    /// <summary><c>host:port</c> of Alertmanager.</summary>
    public required string Alertmanager { get; init; }

    /// <summary>Carried by every figure and alert: which stack it is about.</summary>
    public required string Stack { get; init; }

    public override string ToString() => new JObject
    {
        ["global"] = new JObject
        {
            ["scrape_interval"] = "5s",
            ["scrape_timeout"] = "4s",
            ["evaluation_interval"] = "5s",
            ["external_labels"] = new JObject { ["stack"] = Stack },
        },
        ["rule_files"] = new JArray(RulesFile),
        ["alerting"] = new JObject
        {
            ["alertmanagers"] = new JArray(new JObject { ["static_configs"] = StaticTargets([Alertmanager]) }),
        },
        ["scrape_configs"] = new JArray(Targets.Select(Scrape)),
    }.ToString();

    private static JObject Scrape(ScrapeTarget target)
    {
        var labels = new JObject();
        if (target.Workload is not null)
            labels["workload"] = target.Workload;
        return new JObject
        {
            ["job_name"] = target.Job,
            ["metrics_path"] = target.Path,
            ["static_configs"] = StaticTargets(target.Addresses, labels),
        };
    }

    private static JArray StaticTargets(IEnumerable<string> addresses, JObject? labels = null)
    {
        var group = new JObject { ["targets"] = new JArray(addresses) };
        if (labels is { Count: > 0 })
            group["labels"] = labels;
        return [group];
    }
}

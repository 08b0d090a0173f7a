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
        var scrape = new JObject { ["job_name"] = target.Job, ["metrics_path"] = target.Path };
        if (!target.IsLookedUp)
        {
            scrape["static_configs"] = StaticTargets(target.Addresses, labels);
            return scrape;
        }
        scrape["dns_sd_configs"] = Names(target);
        // Only instances that are listed can be given labels where they are listed.
        if (labels.Count > 0)
            scrape["relabel_configs"] = new JArray(labels.Properties().Select(label => new JObject { ["target_label"] = label.Name, ["replacement"] = label.Value }));
        return scrape;
    }

    private static JArray Names(ScrapeTarget target) => new(target.Addresses.Select(address => new JObject
    {
        ["names"] = new JArray(address.Split(':')[0]),
        ["port"] = int.Parse(address.Split(':')[1]),
        ["type"] = "A",
        ["refresh_interval"] = "10s",
    }));

    private static JArray StaticTargets(IEnumerable<string> addresses, JObject? labels = null)
    {
        var group = new JObject { ["targets"] = new JArray(addresses) };
        if (labels is { Count: > 0 })
            group["labels"] = labels;
        return [group];
    }
}

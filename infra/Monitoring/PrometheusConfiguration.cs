using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Slipway.Infra.Monitoring;

/// <summary>Prometheus' configuration. Written as JSON, which is YAML.</summary>
public sealed record PrometheusConfiguration
{
    /// <summary>How often figures are read and rules are looked at.</summary>
    public const string Interval = "5s";

    /// <summary>How long a target may take to tell them.</summary>
    internal const string Timeout = "4s";

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
            ["scrape_interval"] = Interval,
            ["scrape_timeout"] = Timeout,
            ["evaluation_interval"] = Interval,
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
        var scrape = new JObject
        {
            ["job_name"] = target.Job,
            ["metrics_path"] = target.Path,
        };
        if (target.Probe is { } probe)
        {
            scrape["params"] = new JObject { ["module"] = new JArray(probe.Module), ["target"] = new JArray(probe.Address) };
            labels["instance"] = probe.Instance;
        }
        if (target.Names.IsEmpty)
        {
            scrape["static_configs"] = target.Slots.IsEmpty
                ? StaticTargets(target.Addresses, labels)
                : new JArray(target.Slots.SelectMany(slot => StaticTargets(slot.Value, slot.Key.Length == 0 ? labels : new JObject(labels) { ["slot"] = slot.Key })));
            return scrape;
        }
        scrape["dns_sd_configs"] = new JArray(target.Names.Select(name => new JObject
        {
            ["names"] = new JArray(name.Name),
            ["type"] = "A",
            ["port"] = name.Port,
            ["refresh_interval"] = "10s",
        }));
        // Discovery by name takes no labels of its own.
        var added = target.Names.Where(name => name.Slot.Length > 0)
            .Select(name => Relabel("slot", name.Slot, name.Name))
            .Concat(labels.Properties().Select(label => Relabel(label.Name, (string)label.Value!)))
            .ToArray<object>();
        if (added.Length > 0)
            scrape["relabel_configs"] = new JArray(added);
        return scrape;
    }

    private static JObject Relabel(string label, string value, string? name = null)
    {
        var rule = new JObject { ["target_label"] = label, ["replacement"] = value };
        if (name is not null)
        {
            rule["source_labels"] = new JArray("__meta_dns_name");
            rule["regex"] = Regex.Escape(name);
        }
        return rule;
    }

    private static JArray StaticTargets(IEnumerable<string> addresses, JObject? labels = null)
    {
        var group = new JObject { ["targets"] = new JArray(addresses) };
        if (labels is { Count: > 0 })
            group["labels"] = labels;
        return [group];
    }
}

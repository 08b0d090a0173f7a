using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Slipway.Infra.Monitoring;

/// <summary>
/// The configuration of a Prometheus agent that stands beside one instance, reads its figures and sends them on: for
/// places where nobody else can reach that very instance. Written as JSON, which is YAML.
/// </summary>
/// <param name="Address">Where the instance tells its figures, as the agent beside it sees it.</param>
/// <param name="Instance">What its figures carry as <c>instance</c>.</param>
/// <param name="Slot">What they carry as <c>slot</c>.</param>
/// <param name="Receiver">The address of the Prometheus that takes them.</param>
public sealed record AgentConfiguration(string Workload, string Address, string Path, string Instance, string Slot, string Receiver)
{
    public override string ToString() => new JObject
    {
        ["global"] = new JObject { ["scrape_interval"] = PrometheusConfiguration.Interval, ["scrape_timeout"] = PrometheusConfiguration.Timeout },
        ["scrape_configs"] = new JArray(new JObject
        {
            ["job_name"] = Workload,
            ["metrics_path"] = Path,
            ["static_configs"] = new JArray(new JObject
            {
                ["targets"] = new JArray(Address),
                ["labels"] = new JObject { ["workload"] = Workload, ["instance"] = Instance, ["slot"] = Slot },
            }),
        }),
        ["remote_write"] = new JArray(new JObject { ["url"] = Receiver }),
    }.ToString(Formatting.None);
}

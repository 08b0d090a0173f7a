using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Slipway.Infra.Components;
using Slipway.Infra.Releases;

namespace Slipway.Infra.Stacks;

/// <summary>The output <c>releases</c>: each workload's state as the configuration takes it, and beside it what a driver asks for.</summary>
public static class ReleaseOutput
{
    public static ImmutableDictionary<string, object> Of(IEnumerable<WorkloadRelease> releases) =>
        releases.ToImmutableDictionary(release => release.Workload.Name, release => (object)ToOutput(Write(release)).Add("instances", release.Instances));

    private static JObject Write(WorkloadRelease release)
    {
        var json = ReleaseJson.Write(release.State);
        json["current"] = release.Current;
        json["routed"] = release.IsRouted;
        json["figures"] = release.Workload.Metrics is not null;
        json["addresses"] = new JObject(release.Addresses.Select(slot => new JProperty(slot.Key, new JArray(slot.Value))));
        json["streams"] = new JArray(release.Streams);
        json["smoke"] = new JArray(release.Workload.Smoke.Select(test => test.ToString()));
        json["migrations"] = new JArray(release.Migrations);
        if (release.RecreatedBecause is { } reason)
            json["recreated"] = reason;
        return json;
    }

    private static ImmutableDictionary<string, object> ToOutput(JObject map) =>
        map.Properties().ToImmutableDictionary(property => property.Name, property => ToOutput(property.Value));

    private static object ToOutput(JToken json) => json switch
    {
        JObject map => ToOutput(map),
        JArray list => list.Select(ToOutput).ToImmutableArray(),
        JValue { Type: JTokenType.Integer } number => (int)number,
        JValue { Type: JTokenType.Boolean } flag => (bool)flag,
        _ => (string)json!,
    };
}

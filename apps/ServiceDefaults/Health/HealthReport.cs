namespace Slipway.ServiceDefaults;

/// <summary>What the probes said: <c>ok</c> or <c>error</c> for each, <c>healthy</c> when all are ok.</summary>
public sealed record HealthReport(string Status, string Version, IReadOnlyDictionary<string, string> Checks)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsHealthy => Status == "healthy";
}

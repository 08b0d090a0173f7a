using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Monitoring;

/// <summary>A figure reckoned from others as they come in.</summary>
public sealed record RecordingRule(string Record, string Expression)
{
    /// <summary>The workload it is about, where its expression does not carry one.</summary>
    public string? Workload { get; init; }

    /// <summary>Further labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// Requests and errors of every workload over the windows alerts ask for, and the limits of each workload as figures.
/// They are read from OpenTelemetry's <c>http.server.request.duration</c>, which .NET and others publish.
/// </summary>
public static class RecordingRules
{
    private const string Duration = "http_server_request_duration_seconds";

    public static IEnumerable<RecordingRule> Of(Observed observed)
    {
        foreach (var workload in observed.Workloads)
        {
            yield return Limit(workload, "slipway:workload_info", 1) with
            {
                Labels = new Dictionary<string, string> { ["needs"] = string.Join(',', Observed.Needs(workload)) },
            };
            yield return Limit(workload, "slipway:error_budget", 1 - ((workload.Slo ?? observed.Thresholds.Slo) / 100));
            yield return Limit(workload, "slipway:latency_limit_seconds", (decimal)(workload.Latency ?? observed.Thresholds.Latency).TotalSeconds);
            yield return new RecordingRule("slipway:http_duration_seconds:p95", Percentile("0.95", Requests(observed, workload), "5m")) { Workload = workload.Name };
        }
        foreach (var window in new[] { "5m", "30m", "1h", "6h" })
        {
            yield return new RecordingRule($"slipway:http_requests:rate{window}", $"sum by (workload) (rate({Duration}_count{{workload!=\"\"}}[{window}]))");
            // Requests that are not zero; without the second half a workload that never failed would have no ratio.
            yield return new RecordingRule($"slipway:http_error_ratio:rate{window}",
                $"(sum by (workload) (rate({Duration}_count{{workload!=\"\",http_response_status_code=~\"5..\"}}[{window}])) or slipway:http_requests:rate{window} * 0) / (slipway:http_requests:rate{window} > 0)");
        }
    }

    /// <summary>The requests of a workload that have a latency, as a selector of series.</summary>
    internal static string Requests(Observed observed, Workload workload)
    {
        var streams = string.Join('|', observed.Streams(workload).Select(path => $"{Regex.Escape(path).Replace("\\", "\\\\", StringComparison.Ordinal)}(/.*)?"));
        return $"{{workload=\"{workload.Name}\"{(streams.Length == 0 ? "" : $",http_route!~\"{streams}\"")}}}";
    }

    internal static string Percentile(string quantile, string selector, string window) =>
        $"histogram_quantile({quantile}, sum by (le) (rate({Duration}_bucket{selector}[{window}]))) >= 0";

    private static RecordingRule Limit(Workload workload, string name, decimal value) =>
        new(name, $"vector({value.ToString("0.######", CultureInfo.InvariantCulture)})") { Workload = workload.Name };
}

using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Releases;

/// <summary>Asks the stack's own Prometheus how the slots of a workload do.</summary>
internal sealed class PrometheusFigures(HttpClient http, Uri prometheus)
{
    /// <param name="window">The while before <paramref name="at"/> that counts.</param>
    /// <param name="streams">Paths that are left out.</param>
    public async Task<SlotFigures?> ReadAsync(
        string workload, string slot, IEnumerable<string> streams, DateTimeOffset at, TimeSpan window, CancellationToken cancellationToken)
    {
        var seconds = ((int)window.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var left = string.Join('|', streams.Select(path => $"{Regex.Escape(path)}.*")).Replace(@"\", @"\\", StringComparison.Ordinal);
        var which = $"workload=\"{workload}\",slot=\"{slot}\"{(left.Length == 0 ? "" : $",http_route!~\"{left}\"")}";
        string Count(string more) => $"sum(increase(http_server_request_duration_seconds_count{{{which}{more}}}[{seconds}s]))";
        var requests = await AskAsync(Count(""), at, cancellationToken);
        if (requests is null) return null;
        var errors = await AskAsync(Count(",http_response_status_code=~\"5..\""), at, cancellationToken);
        var p95 = await AskAsync($"histogram_quantile(0.95, sum by (le) (increase(http_server_request_duration_seconds_bucket{{{which}}}[{seconds}s])))", at, cancellationToken);
        return new SlotFigures(requests.GetValueOrDefault(), errors?.GetValueOrDefault() ?? 0, p95?.Value is { } value && double.IsFinite(value) ? TimeSpan.FromSeconds(value) : null);
    }

    /// <summary>Null when Prometheus does not answer; without a value when it has none.</summary>
    private async Task<Sample?> AskAsync(string query, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var time = (at.ToUnixTimeMilliseconds() / 1000.0).ToString("0.000", CultureInfo.InvariantCulture);
        try
        {
            var text = await http.GetStringAsync(new Uri(prometheus, $"/api/v1/query?time={time}&query={Uri.EscapeDataString(query)}"), cancellationToken);
            var result = JObject.Parse(text)["data"]?["result"] as JArray ?? [];
            return new Sample(result.Count == 0 ? null : double.Parse((string)result[0]["value"]![1]!, NumberStyles.Float, CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private sealed record Sample(double? Value)
    {
        public double GetValueOrDefault() => Value is { } value && double.IsFinite(value) ? value : 0;
    }
}

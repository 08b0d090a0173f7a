using System.Text;

namespace Slipway.ServiceDefaults;

/// <summary>Names as OpenTelemetry's conventions for Prometheus have them: <c>http.server.request.duration</c> in <c>s</c> is <c>http_server_request_duration_seconds</c>.</summary>
internal static class MetricName
{
    public static string For(string name, string? unit, MetricKind kind)
    {
        var result = Sanitize(name);
        if (Word(unit, kind) is { } word && !result.EndsWith("_" + word, StringComparison.Ordinal)) result += "_" + word;
        if (kind == MetricKind.Counter) return result.EndsWith("_total", StringComparison.Ordinal) ? result : result + "_total";
        // Prometheus keeps _count for histograms (promtool refuses it elsewhere): dotnet.thread_pool.thread.count is
        // dotnet_thread_pool_threads, db.client.connection.count is db_client_connections.
        if (kind != MetricKind.Histogram && result.EndsWith("_count", StringComparison.Ordinal)) return Plural(result[..^"_count".Length]);
        return kind != MetricKind.Histogram && result.EndsWith("_total", StringComparison.Ordinal) ? result[..^"_total".Length] : result;
    }

    public static string Sanitize(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (var letter in name) result.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        if (result.Length == 0 || char.IsAsciiDigit(result[0])) result.Insert(0, '_');
        return result.ToString();
    }

    private static string Plural(string name) => name.EndsWith('y') ? name[..^1] + "ies" : name.EndsWith('s') ? name : name + "s";

    private static string? Word(string? unit, MetricKind kind) => unit switch
    {
        null or "" => null,
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "min" => "minutes",
        "h" => "hours",
        "d" => "days",
        "By" => "bytes",
        "%" => "percent",
        "1" => kind == MetricKind.Gauge ? "ratio" : null,
        // {request} and the like only annotate.
        _ when unit[0] == '{' => null,
        _ => Sanitize(unit),
    };
}

using System.Diagnostics.Metrics;

namespace Slipway.InboxHealth.Probes;

/// <summary>What the probes measure. The names are those the dashboards of the inbox were agreed on.</summary>
public sealed class ProbeMetrics
{
    private static readonly InstrumentAdvice<double> Milliseconds = new() { HistogramBucketBoundaries = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000] };

    private readonly Meter _meter;
    private readonly Histogram<double> _chatRace;
    private readonly Histogram<double> _connection;
    private readonly Histogram<double> _query;

    public ProbeMetrics(IMeterFactory factory)
    {
        _meter = factory.Create("Slipway.InboxHealth");
        _chatRace = _meter.CreateHistogram("chatrace_api_response_time_ms", null, "Time until the ChatRace API had answered, or the probe's time limit.", advice: Milliseconds);
        _connection = _meter.CreateHistogram("database_connection_latency_ms", null, "Time until a new connection to the inbox's database was open.", advice: Milliseconds);
        _query = _meter.CreateHistogram("database_query_latency_ms", null, "Time until the inbox's database had answered a query.", advice: Milliseconds);
    }

    public void ChatRaceAnswered(TimeSpan after) => _chatRace.Record(after.TotalMilliseconds);

    public void Connected(TimeSpan after) => _connection.Record(after.TotalMilliseconds);

    public void Queried(TimeSpan after) => _query.Record(after.TotalMilliseconds);

    /// <summary>The state of the probes. One that was not looked at yet has none.</summary>
    public void Observe(Func<IReadOnlyList<ProbeView>> read)
    {
        _meter.CreateObservableGauge("probe_up", () => read().Where(probe => probe.Status != ProbeStatus.Unknown)
            .Select(probe => Labelled(probe, probe.Status == ProbeStatus.Up ? 1 : 0)), null, "Whether the last look of a probe succeeded.");
        _meter.CreateObservableGauge("probe_last_success_timestamp_seconds", () => read().Where(probe => probe.LastSuccessAt is not null)
            .Select(probe => Labelled(probe, probe.LastSuccessAt!.Value.ToUnixTimeMilliseconds() / 1000.0)), null, "When a look of a probe succeeded last, in seconds since 1970.");
    }

    /// <summary>Figures of the inbox's database, gone while they are not known.</summary>
    public void Observe(Func<DatabaseFigures?> read)
    {
        Gauge("database_connection_pool_size", "Connections of clients that the inbox's database holds open.", figures => figures.Connections);
        Gauge("database_connections_maximum", "Connections the server of the inbox's database allows.", figures => figures.MaximumConnections);
        Gauge("database_queries_running", "Queries the inbox's database works on.", figures => figures.RunningQueries);
        _meter.CreateObservableCounter("database_transactions", () => Known(figures => figures.Transactions), null, "Transactions the inbox's database has ended, as its server counts them.");

        void Gauge(string name, string description, Func<DatabaseFigures, long> value) => _meter.CreateObservableGauge(name, () => Known(value), null, description);

        IEnumerable<Measurement<long>> Known(Func<DatabaseFigures, long> value) => read() is { } figures ? [new(value(figures))] : [];
    }

    /// <summary>How many tokens are about to expire; whose they are is told by the API, not by a label.</summary>
    public void Observe(Func<IReadOnlyList<ExpiringToken>?> read) => _meter.CreateObservableGauge(
        "gmail_oauth_tokens_expiring_soon", () => read() is { } tokens ? [new(tokens.Count)] : Array.Empty<Measurement<int>>(), null, "Google OAuth tokens that expire within the days that are set, or have expired.");

    private static Measurement<double> Labelled(ProbeView probe, double value) => new(value, new KeyValuePair<string, object?>("probe", probe.Name));
}

using Npgsql;
using Slipway.InboxHealth.Woodstock;

namespace Slipway.InboxHealth.Probes;

/// <summary>Opens a new connection to the inbox's database, reads its conversations and asks the server how busy it is.</summary>
public sealed class DatabaseProbe : IProbe
{
    // What users look at must be readable; that it is empty or full says nothing about health.
    private const string Readable = "select count(*) from (select 1 from unified_conversations limit 1) as first";

    private const string Busy = """
        select
            count(*) filter (where backend_type = 'client backend' and datname = current_database()),
            current_setting('max_connections')::bigint,
            count(*) filter (where backend_type = 'client backend' and datname = current_database() and state = 'active' and pid <> pg_backend_pid()),
            (select xact_commit + xact_rollback from pg_stat_database where datname = current_database())
        from pg_stat_activity
        """;

    private readonly WoodstockDatabase _database;
    private readonly ProbeMetrics _metrics;
    private readonly TimeProvider _clock;
    private volatile DatabaseFigures? _figures;

    public DatabaseProbe(WoodstockDatabase database, ProbeMetrics metrics, TimeProvider clock)
    {
        _database = database;
        _metrics = metrics;
        _clock = clock;
        metrics.Observe(() => _figures);
    }

    public string Name => "database";

    public async Task<ProbeResult> RunAsync(CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        await using var connection = await _database.ConnectAsync(cancellationToken);
        var connected = _clock.GetElapsedTime(started);
        _metrics.Connected(connected);

        started = _clock.GetTimestamp();
        await using (var readable = new NpgsqlCommand(Readable, connection)) await readable.ExecuteScalarAsync(cancellationToken);
        var queried = _clock.GetElapsedTime(started);
        _metrics.Queried(queried);

        var figures = await ReadFiguresAsync(connection, cancellationToken);
        _figures = figures;
        return new ProbeResult($"{figures.Connections} of {figures.MaximumConnections} connections", new Dictionary<string, double>
        {
            ["connection_latency_ms"] = Math.Round(connected.TotalMilliseconds, 2),
            ["query_latency_ms"] = Math.Round(queried.TotalMilliseconds, 2),
            ["connections"] = figures.Connections,
            ["maximum_connections"] = figures.MaximumConnections,
            ["running_queries"] = figures.RunningQueries,
            ["transactions"] = figures.Transactions,
        });
    }

    public void Failed() => _figures = null;

    private static async Task<DatabaseFigures> ReadFiguresAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var busy = new NpgsqlCommand(Busy, connection);
        await using var reader = await busy.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new DatabaseFigures(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
    }
}

using Npgsql;

namespace Slipway.InboxHealth.Woodstock;

/// <summary>The two ways to the inbox's database: a connection made anew for each look, and a small pool that stores calls.</summary>
public sealed class WoodstockDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _fresh;

    public WoodstockDatabase(WoodstockOptions options)
    {
        var fresh = options.Connection();
        // What is to be seen is whether a client gets in, not whether an old connection lives.
        fresh.Pooling = false;
        _fresh = Source(fresh, "woodstock-probes");
        var pooled = options.Connection();
        // The batches of one writer, and whoever asks whether it could write.
        pooled.MaxPoolSize = 4;
        Pool = Source(pooled, "woodstock");
    }

    public NpgsqlDataSource Pool { get; }

    public ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken) => _fresh.OpenConnectionAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _fresh.DisposeAsync();
        await Pool.DisposeAsync();
    }

    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder connection, string name)
    {
        // The slim one knows plain types only, which is all there is here, and takes less memory.
        var builder = new NpgsqlSlimDataSourceBuilder(connection.ConnectionString)
        {
            // Metrics label the pool with it; without a name that would be the connection string.
            Name = name,
        };
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        return builder.Build();
    }
}

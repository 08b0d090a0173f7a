using Slipway.Servers;

namespace Slipway.Downloads.Tests;

/// <summary>One PostgreSQL and one S3 server for all tests; each sandbox has its own database and bucket in them.</summary>
public sealed class RealServers : IAsyncLifetime
{
    public PostgresServer Postgres { get; } = new();

    public S3Server Storage { get; } = new();

    public Task InitializeAsync() => Task.WhenAll(Postgres.InitializeAsync(), Storage.InitializeAsync());

    public async Task DisposeAsync()
    {
        await Postgres.DisposeAsync();
        await Storage.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class ServersCollection : ICollectionFixture<RealServers>
{
    public const string Name = "real servers";
}

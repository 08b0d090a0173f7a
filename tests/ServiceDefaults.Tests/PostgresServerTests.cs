using Npgsql;
using Slipway.Servers;

namespace Slipway.ServiceDefaults.Tests;

public sealed class PostgresServerTests
{
    [Fact]
    public async Task Data_survives_a_crash_and_a_disposed_server_leaves_nothing_behind()
    {
        var server = new PostgresServer();
        await server.InitializeAsync();
        var connection = await server.CreateDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        await using (var create = database.CreateCommand("create table kept as select 42 as answer")) await create.ExecuteNonQueryAsync();
        await using var where = database.CreateCommand("show data_directory");
        var folder = Path.GetDirectoryName((string)(await where.ExecuteScalarAsync())!)!;

        await server.CrashAsync();
        await server.StartAsync();
        database.Clear();
        await using var read = database.CreateCommand("select answer from kept");
        var answer = await read.ExecuteScalarAsync();
        await server.DisposeAsync();
        database.Clear();

        Assert.Equal(42, answer);
        Assert.False(Directory.Exists(folder));
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await database.OpenConnectionAsync());
    }
}

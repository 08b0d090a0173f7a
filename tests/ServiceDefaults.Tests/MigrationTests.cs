using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Slipway.Servers;

namespace Slipway.ServiceDefaults.Tests;

[CollectionDefinition(Name)]
public sealed class WithPostgres : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}

[Collection(WithPostgres.Name)]
public sealed class MigrationTests(PostgresServer server)
{
    private static readonly Migration First = new(1, "first", "create table first (id int);");
    private static readonly Migration Second = new(2, "second", "create table second (id int); insert into second values (1);");

    [Fact]
    public void Migrations_of_an_assembly_are_found_in_order()
    {
        var found = Migration.In(typeof(MigrationTests).Assembly);

        Assert.Equal(["0001_things", "0002_names"], found.Select(migration => migration.ToString()));
    }

    [Fact]
    public void Line_ends_do_not_change_a_checksum()
    {
        Assert.Equal(new Migration(1, "a", "select 1;\nselect 2;").Checksum, new Migration(1, "a", "select 1;\r\nselect 2;").Checksum);
    }

    [Fact]
    public async Task Only_what_is_missing_is_applied()
    {
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());

        var first = await For(database, First).MigrateAsync(null, default);
        var second = await For(database, First, Second).MigrateAsync(null, default);
        var third = await For(database, First, Second).MigrateAsync(null, default);

        Assert.Equal(["0001_first"], first);
        Assert.Equal(["0002_second"], second);
        Assert.Empty(third);
    }

    [Fact]
    public async Task Many_migrators_at_once_apply_each_migration_once()
    {
        var connection = await server.CreateDatabaseAsync();
        var slow = new Migration(1, "slow", "select pg_sleep(0.3); create table slow (id int);");

        var applied = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            await using var database = NpgsqlDataSource.Create(connection);
            return await For(database, slow, Second).MigrateAsync(null, default);
        }));

        Assert.Equal(["0001_slow", "0002_second"], applied.SelectMany(names => names).Order());
    }

    [Fact]
    public async Task A_failing_migration_leaves_nothing_behind_and_those_before_it_stay()
    {
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        var broken = new Migration(2, "broken", "create table half (id int); select nonsense;");

        var error = await Assert.ThrowsAsync<MigrationException>(() => For(database, First, broken).MigrateAsync(null, default));

        Assert.StartsWith("Migration 0002_broken failed and left nothing behind: column \"nonsense\" does not exist (SQLSTATE 42703", error.Message);
        Assert.Equal("first", await ScalarAsync(database, "select string_agg(tablename, ' ') from pg_tables where tablename in ('first', 'half')"));
        Assert.Equal(["0002_second"], await For(database, First, Second).MigrateAsync(null, default));
    }

    [Fact]
    public async Task An_applied_migration_that_was_changed_is_refused_by_name()
    {
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await For(database, First).MigrateAsync(null, default);

        var error = await Assert.ThrowsAsync<MigrationException>(() => For(database, First with { Sql = "create table other (id int);" }, Second).MigrateAsync(null, default));

        Assert.StartsWith("Migration 0001_first was changed after it was applied to this database", error.Message);
        Assert.EndsWith("Restore the file and put the change into a new migration 0003_*.sql.", error.Message);
        Assert.Null(await ScalarAsync(database, "select to_regclass('second')::text"));
    }

    [Fact]
    public async Task A_database_ahead_of_the_code_is_reported_and_left_alone()
    {
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await For(database, First, Second).MigrateAsync(null, default);
        using var log = new MemoryStream();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(new JsonLoggerProvider(log)));

        var applied = await new Migrator(database, [First], TimeSpan.Zero, logs.CreateLogger<Migrator>()).MigrateAsync(null, default);

        Assert.Empty(applied);
        Assert.Contains("The database is ahead of this version: it has 0002_second, the newest known here is 0001_first", Encoding.UTF8.GetString(log.ToArray()));
    }

    [Fact]
    public async Task What_runs_afterwards_runs_under_the_same_lock()
    {
        var connection = await server.CreateDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        var running = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => For(database, First).MigrateAsync(async token =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(50, token);
            Interlocked.Decrement(ref running);
        }, default)));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_service_is_ready_only_once_its_schema_is_current()
    {
        var connection = await server.CreateDatabaseAsync();
        await using var sample = await RunningSample.StartAsync(RunningSample.Define().WithPostgres(), ("ConnectionStrings:Default", connection));
        var before = await sample.GetAsync("/health/ready");
        await using var errors = new StringWriter();
        var code = await RunningSample.Define().WithPostgres().RunAsync(["migrate"], [new("ConnectionStrings:Default", connection)], errors, CancellationToken.None);
        await Task.Delay(1100);

        var after = await sample.GetAsync("/health/ready");

        Assert.Equal((0, ""), (code, errors.ToString()));
        Assert.Equal("""{"status":"unhealthy","version":"1.0.0","checks":{"database":"ok","schema":"error"}}""", before.GetRawText());
        Assert.Equal("""{"status":"healthy","version":"1.0.0","checks":{"database":"ok","schema":"ok"}}""", after.GetRawText());
        Assert.Contains(sample.Log, line => line.GetProperty("message").GetString()!.Contains("Migration 0001_things is not applied yet. Run this service's 'migrate' command.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Migrate_says_which_server_it_cannot_reach_and_not_the_password()
    {
        await using var errors = new StringWriter();

        var code = await RunningSample.Define().WithPostgres().RunAsync(["migrate"],
            [new("Database:Host", "127.0.0.1"), new("Database:Port", $"{FreePort.Find()}"), new("Database:Name", "x"), new("Database:Username", "x"), new("Database:Password", "hunter2"), new("Database:WaitSeconds", "1")],
            errors, CancellationToken.None);

        Assert.Equal(1, code);
        Assert.StartsWith("sample: the database refused or did not answer: Failed to connect to 127.0.0.1:", errors.ToString());
        Assert.DoesNotContain("hunter2", errors.ToString());
    }

    private static Migrator For(NpgsqlDataSource database, params Migration[] migrations) => new(database, migrations, TimeSpan.Zero, NullLogger<Migrator>.Instance);

    private static async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is var value && value is DBNull ? null : value;
    }
}

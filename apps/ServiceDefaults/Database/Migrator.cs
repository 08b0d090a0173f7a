using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Slipway.ServiceDefaults;

/// <summary>Applies SQL migrations, each in its own transaction, one migrator at a time.</summary>
public sealed class Migrator(NpgsqlDataSource database, IReadOnlyList<Migration> migrations, TimeSpan patience, ILogger<Migrator> logger)
{
    // Any number does, as long as no other program takes an advisory lock with it in the same database ("slipway" in ASCII).
    private const long LockKey = 0x736c6970776179;

    /// <summary>Applies what is missing, then runs <paramref name="afterwards"/> under the same lock. Gives the names applied.</summary>
    public async Task<IReadOnlyList<string>> MigrateAsync(Func<CancellationToken, Task>? afterwards, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        // No time limit: another migrator may be at work for as long as its migrations take.
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", cancellationToken);
        try
        {
            await ExecuteAsync(connection, """
                create table if not exists schema_migrations (
                    version integer primary key,
                    name text not null,
                    checksum text not null,
                    applied_at timestamptz not null default now())
                """, cancellationToken);
            var applied = await ReadAppliedAsync(connection, cancellationToken);
            Check(applied);
            var done = new List<string>();
            foreach (var migration in migrations)
            {
                if (applied.ContainsKey(migration.Version)) continue;
                await ApplyAsync(connection, migration, cancellationToken);
                done.Add(migration.ToString());
            }

            logger.LogInformation("Schema is at {Version}, {Applied} migrations applied", migrations.Count, done.Count);
            if (afterwards is not null) await afterwards(cancellationToken);
            return done;
        }
        finally
        {
            if (connection.State == System.Data.ConnectionState.Open)
                await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    /// <summary>Whether every migration of this version is applied; throws <see cref="MigrationException"/> naming the first that is not.</summary>
    public async Task RequireCurrentAsync(CancellationToken cancellationToken)
    {
        if (migrations.Count == 0) return;
        await using var command = database.CreateCommand("select case when to_regclass('schema_migrations') is null then 0 else 1 end");
        var applied = 0;
        if (await command.ExecuteScalarAsync(cancellationToken) is 1)
        {
            await using var newest = database.CreateCommand("select coalesce(max(version), 0) from schema_migrations");
            applied = (int)(await newest.ExecuteScalarAsync(cancellationToken))!;
        }

        if (applied < migrations.Count)
            throw new MigrationException($"Migration {migrations[applied]} is not applied yet. Run this service's 'migrate' command.");
    }

    private void Check(SortedDictionary<int, (string Name, string Checksum)> applied)
    {
        foreach (var migration in migrations)
        {
            if (!applied.TryGetValue(migration.Version, out var then) || then.Checksum == migration.Checksum) continue;
            throw new MigrationException(
                $"Migration {migration} was changed after it was applied to this database (as {migration.Version:0000}_{then.Name}, checksum {then.Checksum[..Math.Min(12, then.Checksum.Length)]}, now {migration.Checksum[..12]}). Restore the file and put the change into a new migration {migrations.Count + 1:0000}_*.sql.");
        }

        var ahead = applied.Where(entry => entry.Key > migrations.Count).Select(entry => $"{entry.Key:0000}_{entry.Value.Name}").ToArray();
        if (ahead.Length > 0)
        {
            // Not refused: after a rollback the older version runs on the newer schema, which is what slots are for.
            logger.LogWarning("The database is ahead of this version: it has {Ahead}, the newest known here is {Known}",
                string.Join(", ", ahead), migrations.Count == 0 ? "none" : migrations[^1].ToString());
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await ExecuteAsync(connection, migration.Sql, cancellationToken);
            await using var record = new NpgsqlCommand("insert into schema_migrations (version, name, checksum) values ($1, $2, $3)", connection)
            {
                Parameters = { new() { Value = migration.Version }, new() { Value = migration.Name }, new() { Value = migration.Checksum } },
            };
            await record.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException error)
        {
            throw new MigrationException($"Migration {migration} failed and left nothing behind: {error.MessageText} (SQLSTATE {error.SqlState}{(error.Position > 0 ? $", at character {error.Position}" : "")}). Correct the file and run 'migrate' again.", error);
        }

        logger.LogInformation("Migration {Migration} applied in {Duration} ms", migration.ToString(), watch.ElapsedMilliseconds);
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await database.OpenConnectionAsync(cancellationToken);
            }
            catch (NpgsqlException error) when (error.IsTransient && waited.Elapsed < patience)
            {
                logger.LogInformation("Waiting for the database: {Reason}", error.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            }
        }
    }

    private static async Task<SortedDictionary<int, (string Name, string Checksum)>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new SortedDictionary<int, (string, string)>();
        await using var command = new NpgsqlCommand("select version, name, checksum from schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) applied[reader.GetInt32(0)] = (reader.GetString(1), reader.GetString(2));
        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The text is a constant or a migration file of this assembly.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

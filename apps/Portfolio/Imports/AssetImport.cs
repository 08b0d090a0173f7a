using System.Globalization;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Slipway.Portfolio.Assets;

namespace Slipway.Portfolio.Imports;

/// <summary>
/// Loads assets in bulk: lines stream into a temporary table by COPY, then one statement merges them by id. One
/// transaction, so a connection that breaks half way leaves nothing behind, and sending the file again is always safe.
/// </summary>
public sealed class AssetImport(NpgsqlDataSource database, ImportOptions options)
{
    private const string Merge = """
        with latest as (
            select distinct on (id) id, nominal_value, status, due_date from incoming order by id, line desc),
        merged as (
            insert into assets as present (id, nominal_value, status, due_date)
            -- In the order of ids: two imports at the same time lock the same rows in the same order.
            select id, nominal_value, status, due_date from latest order by id
            on conflict (id) do update
                set nominal_value = excluded.nominal_value, status = excluded.status, due_date = excluded.due_date, updated_at = now()
                where (present.nominal_value, present.status, present.due_date) is distinct from (excluded.nominal_value, excluded.status, excluded.due_date)
            -- A row that was just inserted has no deleting transaction.
            returning (xmax = 0) as created)
        select count(*) filter (where created) as created, count(*) filter (where not created) as updated from merged
        """;

    internal async Task<ImportAnswer> RunAsync(Stream body, IAssetFormat format, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("""
            create temporary table incoming (
                line bigint not null, id text collate "C" not null, nominal_value numeric(18, 2) not null,
                status text collate "C" not null, due_date date not null) on commit drop
            """, transaction: transaction, cancellationToken: cancellationToken));
        var (lines, good, bad) = await CopyAsync(connection, body, format, cancellationToken);
        var merged = await connection.QuerySingleAsync<(long Created, long Updated)>(new CommandDefinition(Merge, transaction: transaction, commandTimeout: 600, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return new(lines, merged.Created, merged.Updated, good - merged.Created - merged.Updated, bad);
    }

    private async Task<(long Lines, long Good, List<BadLine> Bad)> CopyAsync(NpgsqlConnection connection, Stream body, IAssetFormat format, CancellationToken cancellationToken)
    {
        long lines = 0, good = 0;
        var bad = new List<BadLine>();
        var started = false;
        var reasons = new List<string>();
        await using var copy = await connection.BeginBinaryImportAsync("copy incoming (line, id, nominal_value, status, due_date) from stdin (format binary)", cancellationToken);
        await foreach (var (number, text) in Lines.ReadAsync(body, cancellationToken))
        {
            if (text is not null && string.IsNullOrWhiteSpace(text)) continue;
            if (!started)
            {
                started = true;
                if (format.ReadHeader(text ?? "")) continue;
            }

            lines++;
            reasons.Clear();
            if (text is null) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"is longer than {Lines.MaximumLength} characters"));
            if (text is null || format.Read(text, reasons) is not { } asset)
            {
                bad.Add(new(number, string.Join("; ", reasons)));
                if (bad.Count > options.MaximumBadLines)
                    throw new ImportRefusedException($"More than {options.MaximumBadLines} lines are bad, so nothing was stored. The first is line {bad[0].Line}: {bad[0].Reason}.");
                continue;
            }

            good++;
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(asset.Id, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(asset.NominalValue, NpgsqlDbType.Numeric, cancellationToken);
            await copy.WriteAsync(AssetRules.Word(asset.Status), NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(asset.DueDate, NpgsqlDbType.Date, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
        return (lines, good, bad);
    }
}

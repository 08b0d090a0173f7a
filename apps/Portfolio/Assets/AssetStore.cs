using System.Data;
using Dapper;
using Npgsql;

namespace Slipway.Portfolio.Assets;

/// <summary>Reads assets from the database.</summary>
public sealed class AssetStore(NpgsqlDataSource database)
{
    /// <summary>Up to <paramref name="limit"/> assets after the cursor, found by an index whatever the page.</summary>
    public async Task<IReadOnlyList<Asset>> ListAsync(AssetFilter filter, AssetOrder order, (string Key, string Id)? after, int limit, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters();
        var conditions = new List<string>();
        if (filter.Status is { } status) Add("status = @status", "status", AssetRules.Word(status), DbType.String);
        if (filter.DueBefore is { } before) Add("due_date < @before", "before", before.ToDateTime(default), DbType.Date);
        if (filter.DueAfter is { } due) Add("due_date > @due", "due", due.ToDateTime(default), DbType.Date);
        if (after is { } last)
        {
            Add($"({order.Column}, id) {(order.Descending ? '<' : '>')} (@key::{order.Type}{(order.Type == "text" ? " collate \"C\"" : "")}, @id collate \"C\")", "key", last.Key, DbType.String);
            parameters.Add("id", last.Id, DbType.String);
        }

        parameters.Add("limit", limit, DbType.Int32);
        var direction = order.Descending ? "desc" : "asc";
        // Only fixed words are put into the text; every value of a caller's is a parameter.
        var sql = $"""
            select id, nominal_value, status, due_date from assets
            {(conditions.Count == 0 ? "" : "where " + string.Join(" and ", conditions))}
            order by {order.Column} {direction}, id {direction}
            limit @limit
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return rows.Select(row => row.ToAsset()).ToArray();

        void Add(string condition, string name, object value, DbType type)
        {
            conditions.Add(condition);
            parameters.Add(name, value, type);
        }
    }

    // Dapper fills what the driver gives; the words of the table become types here.
    private sealed record Row
    {
        public string Id { get; init; } = "";

        public decimal NominalValue { get; init; }

        public string Status { get; init; } = "";

        public DateOnly DueDate { get; init; }

        public Asset ToAsset() =>
            new(Id, NominalValue, AssetRules.TryReadStatus(Status, out var status) ? status : throw new DataException($"Asset '{Id}' has the unknown status '{Status}'."), DueDate);
    }
}

using Dapper;
using Npgsql;

namespace Slipway.Portfolio.Insights;

/// <summary>Computes the headline figures in the database: one round trip, one consistent view, exact decimals.</summary>
public sealed class InsightsQuery(NpgsqlDataSource database)
{
    private const string Sql = """
        with totals as (
            select
                count(*) as assets,
                count(*) filter (where status = 'defaulted') as defaulted,
                coalesce(sum(nominal_value), 0) as value,
                coalesce(sum(nominal_value) filter (where status = 'active'), 0) as active_value,
                coalesce(sum(nominal_value) filter (where status = 'paid'), 0) as paid_value
            from assets)
        select
            round(value, 2) as total_portfolio_value,
            round(coalesce(defaulted::numeric / nullif(assets, 0), 0), 4) as default_rate,
            round(active_value, 2) as outstanding_debt,
            round(coalesce(paid_value / nullif(value, 0), 0), 4) as collection_rate
        from totals
        """;

    public async Task<IReadOnlyList<Insight>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var figures = await connection.QuerySingleAsync<Figures>(new CommandDefinition(Sql, cancellationToken: cancellationToken));
        return
        [
            new("insight-001", "total_portfolio_value", figures.TotalPortfolioValue),
            new("insight-002", "default_rate", figures.DefaultRate),
            new("insight-003", "outstanding_debt", figures.OutstandingDebt),
            new("insight-004", "collection_rate", figures.CollectionRate),
        ];
    }

    private sealed record Figures
    {
        public decimal TotalPortfolioValue { get; init; }

        public decimal DefaultRate { get; init; }

        public decimal OutstandingDebt { get; init; }

        public decimal CollectionRate { get; init; }
    }
}

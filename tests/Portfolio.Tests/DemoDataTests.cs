using Slipway.Servers;

namespace Slipway.Portfolio.Tests;

public sealed class DemoDataTests(PostgresServer server) : PortfolioTest(server)
{
    [Fact]
    public async Task An_environment_that_does_not_ask_for_demo_data_stays_empty()
    {
        await MigrateAsync();

        Assert.Equal(0L, await QueryAsync<long>("select count(*) from assets"));
    }

    [Fact]
    public async Task Twenty_assets_are_spread_as_promised()
    {
        await MigrateAsync(("DemoData:Enabled", "true"));

        Assert.Equal("active 12, defaulted 4, paid 4", await QueryAsync<string>("select string_agg(status || ' ' || n, ', ' order by status) from (select status, count(*) n from assets group by status) s"));
        Assert.Equal("asset-001 asset-020 20", await QueryAsync<string>("select min(id) || ' ' || max(id) || ' ' || count(*) from assets"));
        Assert.Equal("1000.00 50000.00", await QueryAsync<string>("select min(nominal_value) || ' ' || max(nominal_value) from assets"));
        Assert.Equal("-90 180", await QueryAsync<string>("select (min(due_date) - (now() at time zone 'utc')::date) || ' ' || (max(due_date) - (now() at time zone 'utc')::date) from assets"));
    }

    [Fact]
    public async Task Seeding_again_leaves_changed_assets_alone()
    {
        await MigrateAsync(("DemoData:Enabled", "true"));
        await ImportAsync("id,nominal_value,status,due_date\nasset-001,77,paid,2026-01-01\n");

        await MigrateAsync(("DemoData:Enabled", "true"));

        Assert.Equal("77.00", await QueryAsync<string>("select nominal_value::text from assets where id = 'asset-001'"));
        Assert.Equal(20L, await QueryAsync<long>("select count(*) from assets"));
    }

    [Fact]
    public async Task Insights_of_the_demo_data_add_up()
    {
        await MigrateAsync(("DemoData:Enabled", "true"));

        var insights = await GetAsync("/insights");

        Assert.Equal(20 * 0.01m, insights[1].GetProperty("value").GetDecimal());
        Assert.Equal(await QueryAsync<decimal>("select sum(nominal_value) from assets"), insights[0].GetProperty("value").GetDecimal());
    }
}

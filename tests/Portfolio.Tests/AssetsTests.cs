using System.Net;
using System.Text.Json;
using Slipway.Servers;

namespace Slipway.Portfolio.Tests;

public sealed class AssetsTests(PostgresServer server) : PortfolioTest(server)
{
    private const string Seven = """
        id,nominal_value,status,due_date
        a-1,100.10,active,2026-01-01
        a-2,200.20,defaulted,2026-02-01
        a-3,300.30,paid,2026-03-01
        a-4,100.10,active,2026-01-01
        a-5,500.00,active,2026-05-01
        B-6,600.00,paid,2026-06-01
        a-7,0.01,active,2026-07-01
        """;

    [Fact]
    public async Task Health_gives_status_and_version()
    {
        var answer = await Client.GetStringAsync("/health");

        Assert.Equal("""{"status":"healthy","version":"1.0.0"}""", answer);
    }

    [Fact]
    public async Task No_assets_are_an_empty_list()
    {
        var answer = await Client.GetStringAsync("/assets");

        Assert.Equal("[]", answer);
    }

    [Fact]
    public async Task An_asset_has_snake_case_names_an_exact_value_and_an_iso_date()
    {
        await ImportAsync("id,nominal_value,status,due_date\na-1,9999999999999999.99,defaulted,2026-02-28\n");

        var answer = await Client.GetStringAsync("/assets");

        Assert.Equal("""[{"id":"a-1","nominal_value":9999999999999999.99,"status":"defaulted","due_date":"2026-02-28"}]""", answer);
    }

    [Theory]
    [InlineData("?status=active", "a-1,a-4,a-5,a-7")]
    [InlineData("?status=paid", "B-6,a-3")]
    [InlineData("?due_before=2026-03-01", "a-1,a-2,a-4")]
    [InlineData("?due_after=2026-05-01", "B-6,a-7")]
    [InlineData("?due_after=2026-01-01&due_before=2026-06-01&status=active", "a-5")]
    [InlineData("?sort=-due_date", "a-7,B-6,a-5,a-3,a-2,a-4,a-1")]
    [InlineData("?sort=nominal_value", "a-7,a-1,a-4,a-2,a-3,a-5,B-6")]
    [InlineData("?sort=status", "a-1,a-4,a-5,a-7,a-2,B-6,a-3")]
    [InlineData("?limit=2", "B-6,a-1")]
    public async Task The_list_is_filtered_and_ordered(string query, string expected)
    {
        await ImportAsync(Seven);

        var answer = await GetAsync("/assets" + query);

        Assert.Equal(expected, Ids(answer));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("-id")]
    [InlineData("due_date")]
    [InlineData("-due_date")]
    [InlineData("nominal_value")]
    [InlineData("-nominal_value")]
    [InlineData("status")]
    [InlineData("-status")]
    public async Task Pages_neither_overlap_nor_skip_in_any_order(string sort)
    {
        await ImportAsync(Seven);
        var whole = Ids(await GetAsync($"/assets?sort={sort}"));

        var pages = await FollowAsync($"?limit=2&sort={sort}");

        Assert.Equal(4, pages.Count);
        Assert.Equal(whole, string.Join(',', pages));
    }

    [Fact]
    public async Task The_link_to_the_next_page_keeps_the_filters()
    {
        await ImportAsync(Seven);

        var pages = await FollowAsync("?limit=1&status=active&due_after=2026-01-01");

        Assert.Equal(["a-5", "a-7"], pages);
    }

    [Fact]
    public async Task Assets_added_while_paging_do_not_move_those_already_seen()
    {
        await ImportAsync(Seven);
        using var first = await Client.GetAsync("/assets?limit=3");
        await ImportAsync("id,nominal_value,status,due_date\nA-0,1,active,2026-01-01\na-20,1,active,2026-01-01\n");

        var rest = await FollowAsync(Next(first)!);

        Assert.Equal("a-20,a-3,a-4,a-5,a-7", string.Join(',', rest));
    }

    [Theory]
    [InlineData("?limit=0", "limit is 0, expected 1 to 500.")]
    [InlineData("?limit=501", "limit is 501, expected 1 to 500.")]
    [InlineData("?limit=many", "limit is 'many', expected a whole number.")]
    [InlineData("?status=late", "status is 'late', expected active, defaulted or paid.")]
    [InlineData("?due_before=tomorrow", "due_before is 'tomorrow', expected a date such as 2026-01-31.")]
    [InlineData("?sort=name", "sort is 'name', expected one of id, -id, due_date, -due_date, nominal_value, -nominal_value, status, -status.")]
    [InlineData("?cursor=!!", "cursor does not belong to sort 'id'")]
    [InlineData("?cursor=aWR8YQ", "cursor does not belong to sort 'id'")]
    [InlineData("?sort=due_date&cursor=ZHVlX2RhdGV8eHx5", "cursor does not belong to sort 'due_date'")]
    public async Task A_wrong_parameter_is_refused_with_value_and_what_was_expected(string query, string expected)
    {
        using var answer = await Client.GetAsync("/assets" + query);

        var problem = await ReadAsync(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(expected, problem.GetProperty("detail").GetString());
        Assert.Equal(32, problem.GetProperty("trace_id").GetString()!.Length);
    }

    [Fact]
    public async Task Insights_are_exact_and_rounded_as_promised()
    {
        await ImportAsync("""
            id,nominal_value,status,due_date
            a-1,0.10,active,2026-01-01
            a-2,0.20,defaulted,2026-01-01
            a-3,1000000000000000.03,paid,2026-01-01
            """);

        var answer = await Client.GetStringAsync("/insights");

        Assert.Equal("""
            [{"id":"insight-001","name":"total_portfolio_value","value":1000000000000000.33},{"id":"insight-002","name":"default_rate","value":0.3333},{"id":"insight-003","name":"outstanding_debt","value":0.10},{"id":"insight-004","name":"collection_rate","value":1.0000}]
            """.Trim(), answer);
    }

    [Fact]
    public async Task Insights_of_no_assets_are_zero()
    {
        var answer = await Client.GetStringAsync("/insights");

        Assert.Equal("""
            [{"id":"insight-001","name":"total_portfolio_value","value":0.00},{"id":"insight-002","name":"default_rate","value":0.0000},{"id":"insight-003","name":"outstanding_debt","value":0.00},{"id":"insight-004","name":"collection_rate","value":0.0000}]
            """.Trim(), answer);
    }

    private async Task<List<string>> FollowAsync(string query)
    {
        var pages = new List<string>();
        for (var next = query; next is not null;)
        {
            using var answer = await Client.GetAsync("/assets" + next);
            answer.EnsureSuccessStatusCode();
            pages.Add(Ids(await ReadAsync(answer)));
            next = Next(answer);
        }

        return pages;
    }

    private static string? Next(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;

    private static string Ids(JsonElement assets) => string.Join(',', assets.EnumerateArray().Select(asset => asset.GetProperty("id").GetString()));
}

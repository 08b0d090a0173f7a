using System.Globalization;
using System.Net;
using System.Text;
using Slipway.Servers;

namespace Slipway.Portfolio.Tests;

public sealed class ImportTests(PostgresServer server) : PortfolioTest(server)
{
    private const string Header = "id,nominal_value,status,due_date\n";

    protected override Dictionary<string, string?> Settings => new() { ["Import:MaximumMegabytes"] = "1", ["Import:MaximumBadLines"] = "20" };

    [Fact]
    public async Task Bad_lines_of_a_csv_file_are_named_and_good_ones_stored()
    {
        using var answer = await ImportAsync(Header + """
            a-1,100.50,active,2026-01-31
            a-2,12.345,active,2026-01-31

            "a 3",-5,late,31.01.2026
            a-4,100,paid
            "a-5,100,paid,2026-01-31
            "a-6","7.5","paid","2026-02-28"
            a-7,1e3,defaulted,2026-02-29
            a-8,1e3,defaulted,2024-02-29
            """);

        var result = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""
            {"lines":8,"created":3,"updated":0,"unchanged":0,"bad_lines":[
            {"line":3,"reason":"nominal_value is '12.345', expected a number above 0 with at most 2 decimals, such as 1250.50"},
            {"line":5,"reason":"id is 'a 3', expected 1 to 64 letters, digits or - _ . :; nominal_value is '-5', expected a number above 0 with at most 2 decimals, such as 1250.50; status is 'late', expected active, defaulted or paid; due_date is '31.01.2026', expected a date from 1900-01-01 to 2200-12-31"},
            {"line":6,"reason":"has 3 values, expected 4"},
            {"line":7,"reason":"a quote is not closed"},
            {"line":9,"reason":"due_date is '2026-02-29', expected a date from 1900-01-01 to 2200-12-31"}]}
            """.ReplaceLineEndings(""), System.Text.RegularExpressions.Regex.Unescape(result));
        Assert.Equal("a-1=100.50 a-6=7.50 a-8=1000.00", await QueryAsync<string>("select string_agg(id || '=' || nominal_value, ' ' order by id) from assets"));
    }

    [Fact]
    public async Task Bad_lines_of_an_ndjson_file_are_named_and_good_ones_stored()
    {
        using var answer = await ImportAsync("""
            {"id":"n-1","nominal_value":9007199254740993.01,"status":"active","due_date":"2026-01-31"}
            {"id":"n-2","nominal_value":"12.50","status":"paid","due_date":"2026-01-31"}
            not json
            [1]
            {"id":"n-3","nominal_value":1,"status":"paid","due_date":"2026-01-31","colour":"red"}
            {"id":"n-4","status":null}
            """, "application/x-ndjson; charset=utf-8");

        var result = await ReadAsync(answer);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            ["3 is not JSON", "4 is not a JSON object", "5 has 'colour', which an asset does not have", "6 nominal_value is missing; status is missing; due_date is missing"],
            result.GetProperty("bad_lines").EnumerateArray().Select(bad => $"{bad.GetProperty("line")} {bad.GetProperty("reason")}"));
        Assert.Equal("n-1=9007199254740993.01 n-2=12.50", await QueryAsync<string>("select string_agg(id || '=' || nominal_value, ' ' order by id) from assets"));
    }

    [Fact]
    public async Task The_same_import_again_changes_nothing()
    {
        const string File = Header + "a-1,1,active,2026-01-01\na-2,2,paid,2026-01-02\n";
        await ImportAsync(File);
        var before = await QueryAsync<string>("select string_agg(a::text, ' ' order by id) from assets a");

        using var answer = await ImportAsync(File);

        Assert.Equal("""{"lines":2,"created":0,"updated":0,"unchanged":2,"bad_lines":[]}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(before, await QueryAsync<string>("select string_agg(a::text, ' ' order by id) from assets a"));
    }

    [Fact]
    public async Task A_changed_asset_is_updated_and_of_two_lines_the_later_counts()
    {
        await ImportAsync(Header + "a-1,1,active,2026-01-01\n");

        using var answer = await ImportAsync(Header + "a-1,1,paid,2026-01-01\na-2,1,active,2026-01-01\na-2,2,active,2026-01-01\n");

        Assert.Equal("""{"lines":3,"created":1,"updated":1,"unchanged":1,"bad_lines":[]}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal("a-1 paid 1.00, a-2 active 2.00", await QueryAsync<string>("select string_agg(id || ' ' || status || ' ' || nominal_value, ', ' order by id) from assets"));
    }

    [Fact]
    public async Task Columns_may_come_in_any_order_with_a_byte_order_mark_and_windows_line_ends()
    {
        using var answer = await ImportAsync("\uFEFFdue_date,status,id,nominal_value\r\n2026-01-01,active,a-1,5\r\n");

        Assert.Equal("""{"lines":1,"created":1,"updated":0,"unchanged":0,"bad_lines":[]}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_line_without_end_is_a_bad_line_and_those_after_it_count()
    {
        using var answer = await ImportAsync(Header + new string('x', 500_000) + "\na-1,1,active,2026-01-01\n");

        Assert.Equal("""{"lines":2,"created":1,"updated":0,"unchanged":0,"bad_lines":[{"line":2,"reason":"is longer than 8192 characters"}]}""", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("text/csv", "id;nominal_value;status;due_date\n", "expected a header with the columns id,nominal_value,status,due_date in any order")]
    [InlineData("text/csv", "id,nominal_value,status\n", "expected a header with the columns")]
    public async Task A_file_without_the_right_header_is_refused(string type, string text, string expected)
    {
        using var answer = await ImportAsync(text, type);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, (await ReadAsync(answer)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Another_content_type_is_refused_by_name()
    {
        using var answer = await ImportAsync("{}", "application/json");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Too_many_bad_lines_refuse_the_whole_file()
    {
        using var answer = await ImportAsync(Header + "a-1,1,active,2026-01-01\n" + string.Concat(Enumerable.Repeat("x\n", 21)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("More than 20 lines are bad, so nothing was stored. The first is line 3: has 1 values, expected 4.", (await ReadAsync(answer)).GetProperty("detail").GetString());
        Assert.Equal(0L, await QueryAsync<long>("select count(*) from assets"));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_and_nothing_stored()
    {
        var file = new StringBuilder(Header);
        for (var index = 0; file.Length < 1_200_000; index++) file.Append(CultureInfo.InvariantCulture, $"a-{index},1,active,2026-01-01\n");

        using var answer = await ImportAsync(file.ToString());

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(0L, await QueryAsync<long>("select count(*) from assets"));
    }

    [Fact]
    public async Task Two_imports_of_the_same_assets_at_once_both_succeed()
    {
        var forwards = Header + string.Concat(Enumerable.Range(0, 5000).Select(index => $"a-{index},1,active,2026-01-01\n"));
        var backwards = Header + string.Concat(Enumerable.Range(0, 5000).Reverse().Select(index => $"a-{index},2,paid,2026-01-01\n"));

        var answers = await Task.WhenAll(ImportAsync(forwards), ImportAsync(backwards), ImportAsync(forwards), ImportAsync(backwards));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(5000L, await QueryAsync<long>("select count(*) from assets"));
    }
}

public sealed class ImportTokenTests(PostgresServer server) : PortfolioTest(server)
{
    protected override Dictionary<string, string?> Settings => new() { ["Import:Token"] = "a-token-of-this-test" };

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Basic a-token-of-this-test", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer a-token-of-this-test", HttpStatusCode.OK)]
    public async Task With_a_token_configured_an_import_needs_it(string? authorization, HttpStatusCode expected)
    {
        if (authorization is not null) Client.DefaultRequestHeaders.Add("Authorization", authorization);

        using var answer = await ImportAsync("id,nominal_value,status,due_date\n");

        Assert.Equal(expected, answer.StatusCode);
    }
}

using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Slipway.Servers;

namespace Slipway.InboxHealth.Tests;

/// <summary>The probes against the simulated sources and a real database.</summary>
[Collection(ServersCollection.Name)]
public sealed partial class ProbeTests(PostgresServer server)
{
    private static readonly string[] Names = ["chatrace", "database", "oauth-tokens", "vapi-webhook"];

    [Fact]
    public async Task A_healthy_inbox_is_up_with_every_probe()
    {
        await using var inbox = await Inbox.StartAsync(server);

        var view = await Eventually.GetAsync(inbox.ProbesAsync, seen => seen.GetProperty("status").GetString() == "up", "all up");

        Assert.Equal(Names, view.GetProperty("probes").EnumerateArray().Select(probe => probe.GetProperty("name").GetString()!));
        foreach (var name in Names) Assert.Equal(1, await inbox.MetricAsync($"probe_up{{probe=\"{name}\"}}"));
    }

    [Theory]
    [InlineData("apps/InboxHealth/score.yaml", true)]
    [InlineData("apps/InboxSimulator/development/score.yaml", false)]
    public async Task Monitor_and_simulator_pass_the_smoke_tests_of_their_Score_files(string file, bool isMonitor)
    {
        await using var inbox = await Inbox.StartAsync(server);

        await ScoreSmoke.PassesAsync(isMonitor ? inbox.Monitor : inbox.Sources, Path.Combine(Checkout(), file));
    }

    [Fact]
    public async Task A_chatrace_that_refuses_is_down_and_comes_back()
    {
        await using var inbox = await Inbox.StartAsync(server);
        await inbox.ProbeBecomesAsync("chatrace", "up");
        var succeeded = await inbox.MetricAsync("probe_last_success_timestamp_seconds{probe=\"chatrace\"}");

        await inbox.SetFaultAsync("chatrace", "refuse");
        var down = await inbox.ProbeBecomesAsync("chatrace", "down");

        Assert.StartsWith("the API cannot be reached: Connection refused", down.GetProperty("detail").GetString());
        Assert.Equal(0, await inbox.MetricAsync("probe_up{probe=\"chatrace\"}"));
        Assert.Equal(1, await inbox.MetricAsync("probe_up{probe=\"database\"}"));

        await inbox.ClearFaultAsync("chatrace");
        await inbox.ProbeBecomesAsync("chatrace", "up");

        Assert.True(await inbox.MetricAsync("probe_last_success_timestamp_seconds{probe=\"chatrace\"}") > succeeded);
    }

    [Theory]
    [InlineData("error", "the API answered 500, expected 200")]
    [InlineData("expired_token", "the API answered 401: the token is wrong or has expired, expected 200")]
    [InlineData("malformed", "the API answered 200 with 33 bytes that are no JSON")]
    [InlineData("hang", "no answer within 0.9 s")]
    public async Task A_chatrace_that_misbehaves_is_down_with_the_reason(string fault, string detail)
    {
        await using var inbox = await Inbox.StartAsync(server);
        await inbox.ProbeBecomesAsync("chatrace", "up");

        await inbox.SetFaultAsync("chatrace", fault);
        var down = await inbox.ProbeBecomesAsync("chatrace", "down");

        Assert.Equal(detail, down.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_slow_chatrace_is_up_and_its_slowness_measured()
    {
        await using var inbox = await Inbox.StartAsync(server);
        await inbox.ProbeBecomesAsync("chatrace", "up");

        await inbox.SetFaultAsync("chatrace", "slow", 0.2);
        var slow = await Eventually.GetAsync(() => inbox.ProbeAsync("chatrace"), probe => probe.GetProperty("duration_ms").GetDouble() > 200, "a slow look");

        Assert.True(slow.GetProperty("figures").GetProperty("response_time_ms").GetDouble() >= 200);
        Assert.True(await inbox.MetricAsync("chatrace_api_response_time_ms_bucket{le=\"100\"}") < await inbox.MetricAsync("chatrace_api_response_time_ms_count"));
    }

    [Fact]
    public async Task While_chatrace_hangs_the_others_are_looked_at_as_ever()
    {
        await using var inbox = await Inbox.StartAsync(server);
        await inbox.ProbeBecomesAsync("chatrace", "up");

        await inbox.SetFaultAsync("chatrace", "hang");
        await inbox.ProbeBecomesAsync("chatrace", "down");
        var before = (await inbox.ProbeAsync("chatrace")).GetProperty("consecutive_failures").GetInt32();
        var others = await Task.WhenAll(Names[1..].Select(name => inbox.ProbeAgainAsync(name, looks: 3)));
        var hanging = await inbox.ProbeAsync("chatrace");

        Assert.All(others, probe => Assert.Equal("up", probe.GetProperty("status").GetString()));
        Assert.True(hanging.GetProperty("consecutive_failures").GetInt32() > before);
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("error")]
    [InlineData("malformed")]
    [InlineData("hang")]
    public async Task A_database_that_misbehaves_is_down_with_all_that_needs_it_and_comes_back(string fault)
    {
        await using var inbox = await Inbox.StartAsync(server);
        foreach (var name in Names) await inbox.ProbeBecomesAsync(name, "up");

        await inbox.SetFaultAsync("woodstock", fault);
        foreach (var name in Names[1..]) await inbox.ProbeBecomesAsync(name, "down");

        Assert.Equal("up", (await inbox.ProbeAgainAsync("chatrace")).GetProperty("status").GetString());
        Assert.Null(await inbox.MetricAsync("database_connection_pool_size"));
        // What is known of tokens does not change because nobody can be asked.
        Assert.Equal(1, await inbox.MetricAsync("gmail_oauth_tokens_expiring_soon"));
        using (var ready = await inbox.Monitor.GetAsync("/health/ready")) Assert.True(ready.IsSuccessStatusCode);

        await inbox.ClearFaultAsync("woodstock");
        foreach (var name in Names[1..]) await inbox.ProbeBecomesAsync(name, "up");
    }

    [Fact]
    public async Task A_token_that_expires_in_six_days_counts_and_one_in_eight_does_not()
    {
        await using var inbox = await Inbox.StartAsync(server);
        await inbox.ProbeBecomesAsync("oauth-tokens", "up");

        var token = Assert.Single((await inbox.ProbesAsync()).GetProperty("expiring_tokens").EnumerateArray());

        Assert.Equal(("business-1", "o***@example.com"), (token.GetProperty("business_id").GetString(), token.GetProperty("user_email").GetString()));
        Assert.InRange(token.GetProperty("expires_at").GetDateTimeOffset() - DateTimeOffset.UtcNow, TimeSpan.FromDays(5.9), TimeSpan.FromDays(6));
        Assert.Equal(1, await inbox.MetricAsync("gmail_oauth_tokens_expiring_soon"));
    }

    [Fact]
    public async Task A_token_that_has_expired_still_counts_and_a_renewed_one_no_longer()
    {
        await using var inbox = await Inbox.StartAsync(server);
        await inbox.SetFaultAsync("woodstock", "expired_token");

        var expired = await Eventually.GetAsync(inbox.ProbesAsync,
            view => view.GetProperty("expiring_tokens").EnumerateArray().Any(token => token.GetProperty("expires_at").GetDateTimeOffset() < DateTimeOffset.UtcNow), "the expired token");
        await using (var renew = inbox.Database.CreateCommand("update google_oauth_tokens set expires_at = now() at time zone 'utc' + interval '60 days'")) await renew.ExecuteNonQueryAsync();
        await inbox.ProbeAgainAsync("oauth-tokens");

        Assert.Equal(1, expired.GetProperty("expiring_tokens").GetArrayLength());
        Assert.Equal(0, await inbox.MetricAsync("gmail_oauth_tokens_expiring_soon"));
    }

    [Fact]
    public async Task The_metrics_have_the_names_the_dashboards_were_agreed_on()
    {
        await using var inbox = await Inbox.StartAsync(server);
        foreach (var name in Names) await inbox.ProbeBecomesAsync(name, "up");

        var text = await inbox.Monitor.GetStringAsync("/metrics");

        var types = TypeLine().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["type"].Value);
        Assert.Equal(
            [
                ("chatrace_api_response_time_ms", "histogram"), ("database_connection_latency_ms", "histogram"), ("database_connection_pool_size", "gauge"),
                ("database_connections_maximum", "gauge"), ("database_queries_running", "gauge"), ("database_query_latency_ms", "histogram"),
                ("database_transactions_total", "counter"), ("gmail_oauth_tokens_expiring_soon", "gauge"), ("probe_last_success_timestamp_seconds", "gauge"),
                ("probe_up", "gauge"), ("vapi_webhook_events_total", "counter"), ("vapi_webhook_events_waiting", "gauge"),
            ],
            types.Where(type => Ours().IsMatch(type.Key)).Select(type => (type.Key, type.Value)).Order());
        Assert.DoesNotContain("example.com", text);
        Assert.DoesNotContain("business", text);
    }

    [Fact]
    public async Task A_look_is_one_trace_on_both_sides()
    {
        await using var inbox = await Inbox.StartAsync(server);
        await inbox.ProbeBecomesAsync("chatrace", "up");

        // A look may begin between the two questions.
        var (trace, sent) = await Eventually.GetAsync(
            async () => ((await inbox.ProbeAsync("chatrace")).GetProperty("trace_id").GetString()!, await inbox.Sources.GetStringAsync("/chatrace/last-request")),
            seen => seen.Item2.Contains(seen.Item1, StringComparison.Ordinal), "the same trace");
        await inbox.SetFaultAsync("chatrace", "refuse");
        var failed = (await inbox.ProbeBecomesAsync("chatrace", "down")).GetProperty("trace_id").GetString()!;

        Assert.Matches($"\"trace_parent\":\"00-{trace}-[0-9a-f]{{16}}-0[01]\"", sent);
        Assert.Contains(System.Text.Encoding.UTF8.GetString(inbox.Log.ToArray()).Split('\n'), line => line.Contains(failed, StringComparison.Ordinal) && line.Contains("Probe chatrace failed", StringComparison.Ordinal));
    }

    [GeneratedRegex("^# TYPE (?<name>[a-z_]+) (?<type>[a-z]+)$", RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex("^(chatrace|database|vapi|gmail|probe)_")]
    private static partial Regex Ours();

    private static string Checkout([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../..");
}

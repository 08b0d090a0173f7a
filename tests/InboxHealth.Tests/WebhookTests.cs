using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Slipway.InboxSimulator.Vapi;
using Slipway.Servers;

namespace Slipway.InboxHealth.Tests;

/// <summary>What becomes of VAPI's call events.</summary>
[Collection(ServersCollection.Name)]
public sealed class WebhookTests(PostgresServer server)
{
    private const string Events = "vapi_webhook_events_total";

    [Fact]
    public async Task A_report_that_comes_twice_is_stored_and_counted_once()
    {
        await using var inbox = await Inbox.StartAsync(server);
        var body = CallReport.Body("call-1", new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

        var first = await OutcomeAsync(inbox, body);
        var second = await OutcomeAsync(inbox, body);

        Assert.Equal(("stored", "duplicate"), (first, second));
        Assert.Equal(1, await inbox.MetricAsync(Events));
        Assert.Equal(
            "call-1|+10000000009|Customer Nine|The customer moved an appointment.|2026-03-04 05:03:07|2026-03-04 05:06:07|https://recordings.example.com/call-1.wav|f",
            await inbox.QueryAsync<string>("""
                select string_agg(concat_ws('|', call_id, customer_phone, customer_name, summary, call_started_at, call_ended_at, recording_url, synced_to_chatrace), ';')
                from vapi_calls where transcript like 'AI: Good morning%'
                """));
    }

    [Fact]
    public async Task Many_reports_at_once_each_twice_are_each_stored_and_counted_once()
    {
        await using var inbox = await Inbox.StartAsync(server);

        using var sent = await inbox.Sources.PostAsJsonAsync("/vapi/calls", new { count = 300, times = 2 });
        var answers = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("answers");

        Assert.Equal("{\"200\":600}", answers.GetRawText());
        Assert.Equal(300, await inbox.QueryAsync<long>("select count(*) from vapi_calls"));
        Assert.Equal(300, await inbox.MetricAsync(Events));
        Assert.Equal(300, await inbox.MetricAsync("vapi_webhook_requests_total{outcome=\"duplicate\"}"));
    }

    [Fact]
    public async Task Before_the_first_event_the_counter_is_zero()
    {
        await using var inbox = await Inbox.StartAsync(server);

        Assert.Equal(0, await inbox.MetricAsync(Events));
    }

    [Fact]
    public async Task A_wrong_signature_is_refused_and_nothing_stored()
    {
        await using var inbox = await Inbox.StartAsync(server);
        var body = CallReport.Body("call-1", DateTimeOffset.UtcNow);
        var timestamp = $"{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}";

        await AssertRefusedAsync(inbox, await inbox.PostAsync(body, timestamp, CallReport.Sign("another secret", timestamp, body)), HttpStatusCode.Unauthorized, "x-signature is not the signature");
        await AssertRefusedAsync(inbox, await inbox.PostAsync(body, timestamp, "no hexadecimal"), HttpStatusCode.Unauthorized, "x-signature is not the signature");
        await AssertRefusedAsync(inbox, await inbox.PostAsync(body, isSigned: false), HttpStatusCode.Unauthorized, "The headers x-timestamp");
        await AssertRefusedAsync(inbox, await inbox.PostAsync(CallReport.Body("call-2", DateTimeOffset.UtcNow), timestamp, CallReport.Sign(Inbox.Secret, timestamp, body)), HttpStatusCode.Unauthorized, "x-signature is not the signature");
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    [InlineData(-1_000_000)]
    public async Task What_was_signed_long_ago_or_ahead_of_time_is_refused(int seconds)
    {
        await using var inbox = await Inbox.StartAsync(server);
        var body = CallReport.Body("call-1", DateTimeOffset.UtcNow);

        using var answer = await inbox.PostAsync(body, $"{DateTimeOffset.UtcNow.AddSeconds(seconds).ToUnixTimeMilliseconds()}");

        await AssertRefusedAsync(inbox, answer, HttpStatusCode.Unauthorized, "x-timestamp is more than 300 s from now");
    }

    [Fact]
    public async Task A_time_in_seconds_and_a_signature_with_its_algorithm_do_as_well()
    {
        await using var inbox = await Inbox.StartAsync(server);
        var body = CallReport.Body("call-1", DateTimeOffset.UtcNow);
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        using var answer = await inbox.PostAsync(body, timestamp, "sha256=" + CallReport.Sign(Inbox.Secret, timestamp, body).ToUpperInvariant());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("{\"message\":", "The body is not JSON.")]
    [InlineData("[]", "message.type is missing")]
    [InlineData("{\"message\":{\"type\":7}}", "message.type is missing")]
    [InlineData("{\"message\":{\"type\":\"end-of-call-report\",\"call\":{}}}", "message.call.id is missing")]
    [InlineData("{\"message\":{\"type\":\"end-of-call-report\",\"call\":{\"id\":\"\\ud800\"}}}", "The body holds a text that is not Unicode.")]
    public async Task What_is_no_event_is_refused_with_the_reason(string body, string reason)
    {
        await using var inbox = await Inbox.StartAsync(server);

        using var answer = await inbox.PostAsync(Encoding.UTF8.GetBytes(body));

        await AssertRefusedAsync(inbox, answer, HttpStatusCode.BadRequest, reason);
    }

    [Fact]
    public async Task Other_kinds_of_events_are_accepted_and_not_stored()
    {
        await using var inbox = await Inbox.StartAsync(server);

        var outcome = await OutcomeAsync(inbox, Encoding.UTF8.GetBytes("{\"message\":{\"type\":\"status-update\",\"call\":{\"id\":\"call-1\"}}}"));

        Assert.Equal("ignored", outcome);
        Assert.Equal(0, await inbox.QueryAsync<long>("select count(*) from vapi_calls"));
        Assert.Equal(0, await inbox.MetricAsync(Events));
    }

    [Fact]
    public async Task A_text_with_a_character_the_database_does_not_keep_is_stored_without_it()
    {
        await using var inbox = await Inbox.StartAsync(server);

        var outcome = await OutcomeAsync(inbox, Encoding.UTF8.GetBytes("{\"message\":{\"type\":\"end-of-call-report\",\"call\":{\"id\":\"call-1\"},\"analysis\":{\"summary\":\"a\\u0000b\"}}}"));

        Assert.Equal("stored", outcome);
        Assert.Equal("ab", await inbox.QueryAsync<string>("select summary from vapi_calls"));
    }

    [Fact]
    public async Task An_event_that_the_database_refuses_does_not_take_others_with_it()
    {
        await using var inbox = await Inbox.StartAsync(server);
        await using (var rule = inbox.Database.CreateCommand("alter table vapi_calls add constraint no_seven check (call_id <> 'call-7')")) await rule.ExecuteNonQueryAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => inbox.PostAsync(CallReport.Body($"call-{number}", DateTimeOffset.UtcNow))));

        Assert.Equal([HttpStatusCode.BadRequest], answers.Select(answer => answer.StatusCode).Where(status => status != HttpStatusCode.OK));
        Assert.Equal(19, await inbox.QueryAsync<long>("select count(*) from vapi_calls"));
        Assert.Equal(19, await inbox.MetricAsync(Events));
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task An_event_that_is_too_large_is_refused_whether_or_not_it_says_so()
    {
        await using var inbox = await Inbox.StartAsync(server, ("Vapi:LargestEventKilobytes", "4"));
        var body = new byte[5000];
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/webhooks/vapi") { Content = new ByteArrayContent(body) };
        chunked.Headers.TransferEncodingChunked = true;

        await AssertRefusedAsync(inbox, await inbox.PostAsync(body), HttpStatusCode.RequestEntityTooLarge, "larger than 4 KiB");
        await AssertRefusedAsync(inbox, await inbox.Monitor.SendAsync(chunked), HttpStatusCode.RequestEntityTooLarge, "larger than 4 KiB");
    }

    [Fact]
    public async Task More_than_may_wait_is_turned_away_to_come_again()
    {
        await using var inbox = await Inbox.StartAsync(server, ("Vapi:WaitingKilobytes", "1024"), ("Vapi:LargestEventKilobytes", "1024"));
        await inbox.SetFaultAsync("woodstock", "hang");
        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { message = new { type = "end-of-call-report", call = new { id = "call-1" }, artifact = new { transcript = new string('a', 700_000) } } }));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => inbox.PostAsync(body)));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, "2"), (answer.StatusCode, answer.Headers.RetryAfter?.ToString())));
        var reasons = await Task.WhenAll(answers.Select(async answer => await answer.Content.ReadAsStringAsync()));
        Assert.Equal(1, reasons.Count(reason => reason.Contains("The event could not be stored.", StringComparison.Ordinal)));
        Assert.Equal(3, reasons.Count(reason => reason.Contains("Too many events wait", StringComparison.Ordinal)));
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task While_the_database_is_away_events_are_to_be_sent_again_and_are_stored_once_then()
    {
        await using var inbox = await Inbox.StartAsync(server);
        var body = CallReport.Body("call-1", DateTimeOffset.UtcNow);
        await inbox.SetFaultAsync("woodstock", "refuse");

        using var away = await inbox.PostAsync(body);
        await inbox.ClearFaultAsync("woodstock");
        var back = await Eventually.GetAsync(async () =>
        {
            using var answer = await inbox.PostAsync(body);
            return answer.StatusCode;
        }, status => status == HttpStatusCode.OK, "the event's acceptance");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "2", HttpStatusCode.OK), (away.StatusCode, away.Headers.RetryAfter?.ToString(), back));
        Assert.Equal(1, await inbox.QueryAsync<long>("select count(*) from vapi_calls"));
        Assert.Equal(1, await inbox.MetricAsync(Events));
    }

    [Theory]
    [InlineData("error", "401")]
    [InlineData("expired_token", "401")]
    [InlineData("malformed", "400")]
    [InlineData("none", "200")]
    public async Task What_a_misbehaving_vapi_sends_is_answered_accordingly(string fault, string status)
    {
        await using var inbox = await Inbox.StartAsync(server);
        await inbox.SetFaultAsync("vapi", fault);

        using var sent = await inbox.Sources.PostAsJsonAsync("/vapi/calls", new { });

        Assert.Equal($"{{\"{status}\":1}}", (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("answers").GetRawText());
    }

    private static async Task<string?> OutcomeAsync(Inbox inbox, byte[] body)
    {
        using var answer = await inbox.PostAsync(body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("outcome").GetString();
    }

    private static async Task AssertRefusedAsync(Inbox inbox, HttpResponseMessage answer, HttpStatusCode status, string reason)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(reason, text);
        Assert.Equal(0, await inbox.QueryAsync<long>("select count(*) from vapi_calls"));
        Assert.Equal(0, await inbox.MetricAsync(Events));
    }
}

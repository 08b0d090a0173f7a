using System.Net;

namespace Slipway.Downloads.Tests;

[Collection(ServersCollection.Name)]
public sealed class JobEventsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly HttpClient _http = api.Http;

    [Fact]
    public async Task A_stream_tells_every_state_in_order_and_ends_after_the_last()
    {
        await using var sandbox = await Sandbox.CreateAsync(api.Sandbox.Servers, ("Downloads__PreparationSeconds", "3"));
        var http = (await sandbox.ServeAsync()).Http;
        var id = await http.InitiateAsync(Sandbox.KnownFile);
        await using var stream = await EventStream.OpenAsync(http, id);
        var first = await stream.NextAsync();
        await sandbox.WorkAsync();

        var events = new List<ServerEvent> { first! };
        while (await stream.NextAsync() is { } next) events.Add(next);

        Assert.Equal(["queued", "processing", "completed"], events.Select(each => each.Data.Text("status")).Distinct());
        Assert.Equal(events.Select(each => long.Parse(each.Id!)).Order(), events.Select(each => long.Parse(each.Id!)));
        Assert.Contains(events, each => each.Data.Number("progress") is > 0 and < 100 && each.Data.Number("estimated_seconds") is 1 or 2);
    }

    [Fact]
    public async Task A_client_that_comes_back_is_told_only_what_it_has_not_seen()
    {
        var id = await _http.InitiateAsync(Sandbox.KnownFile);
        await using (var stream = await EventStream.OpenAsync(_http, id))
            Assert.Equal("1", (await stream.NextAsync())!.Id);
        using var cancelled = await _http.PostAsync($"/v1/download/cancel/{id}", null);

        var missed = await EventStream.ReadToEndAsync(_http, id, "1");

        var only = Assert.Single(missed);
        Assert.Equal("cancelled", only.Data.Text("status"));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/download/events/{id}") { Headers = { { "Last-Event-ID", only.Id } } };
        using var nothing = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);
    }

    [Fact]
    public async Task A_quiet_stream_shows_signs_of_life()
    {
        var id = await _http.InitiateAsync(Sandbox.KnownFile);
        await using var stream = await EventStream.OpenAsync(_http, id);
        await stream.NextAsync();

        var next = stream.NextAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        using var cancelled = await _http.PostAsync($"/v1/download/cancel/{id}", null);

        Assert.Equal("cancelled", (await next)!.Data.Text("status"));
        Assert.True(stream.Heartbeats >= 1);
    }

    [Fact]
    public async Task However_many_clients_follow_only_one_connection_listens()
    {
        var id = await _http.InitiateAsync(Sandbox.KnownFile);
        var streams = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => EventStream.OpenAsync(_http, id)));
        foreach (var stream in streams) await stream.NextAsync();

        var listening = await api.Sandbox.QueryAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and query like 'listen%'");
        using var cancelled = await _http.PostAsync($"/v1/download/cancel/{id}", null);

        Assert.Equal(1, listening);
        foreach (var stream in streams)
        {
            Assert.Equal("cancelled", (await stream.NextAsync())!.Data.Text("status"));
            Assert.Null(await stream.NextAsync());
            await stream.DisposeAsync();
        }

        await Eventually.BecomesAsync(async () => (await _http.GetStringAsync("/metrics")).Split('\n').Any(line => line == "downloads_event_streams 0"), () => "streams are still counted");
    }

    [Fact]
    public async Task A_proxy_is_told_not_to_buffer()
    {
        var id = await _http.InitiateAsync(Sandbox.KnownFile);

        using var answer = await _http.GetAsync($"/v1/download/events/{id}", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal("no", Assert.Single(answer.Headers.GetValues("X-Accel-Buffering")));
        Assert.Contains("no-cache", answer.Headers.CacheControl!.ToString());
    }
}

using System.Net;
using Slipway.Infra.Components;

namespace Infra.Tests.Edge;

/// <summary>What a reload of the router does to those who keep their connections open.</summary>
public sealed class ReloadTests : IAsyncLifetime
{
    private SlotServer _server = null!;

    public async Task InitializeAsync() => _server = await SlotServer.StartAsync("blue");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Requests_on_connections_that_stay_open_are_all_answered_while_it_is_reloaded()
    {
        await using var nginx = await NginxServer.StartAsync([Route]);
        using var over = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 16).Select(_ => Task.Run(() => AskAsync(nginx.Address, over.Token))).ToList();

        var before = nginx.Workers;
        for (var reload = 0; reload < 10; reload++) await nginx.ReloadAsync();
        await over.CancelAsync();
        var answers = await Task.WhenAll(clients);

        Assert.Empty(nginx.Workers.Intersect(before));
        Assert.All(answers, count => Assert.True(count > 10));
    }

    [Fact]
    public async Task Before_a_reload_answers_tell_clients_to_close_and_bodies_go_along_all_the_same()
    {
        await using var nginx = await NginxServer.StartAsync([Route]);
        using var http = new HttpClient { BaseAddress = nginx.Address };

        using var open = await PostAsync(http);
        nginx.IsClosing = true;
        using var closing = await PostAsync(http);
        nginx.IsClosing = false;
        using var after = await PostAsync(http);

        Assert.Equal([null, true, null], new[] { open, closing, after }.Select(answer => answer.Headers.ConnectionClose));
        Assert.Equal("a body", await closing.Content.ReadAsStringAsync());
    }

    private Route Route => new("127.0.0.1", "/", "shop", [_server.Address], new RouteSettings());

    private static Task<HttpResponseMessage> PostAsync(HttpClient http) => http.PostAsync("/echo", new StringContent("a body"));

    /// <summary>One request after the other on one connection, until it is over: POST, which no client sends a second time by itself.</summary>
    private static async Task<int> AskAsync(Uri address, CancellationToken over)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false }) { BaseAddress = address };
        var count = 0;
        for (; !over.IsCancellationRequested; count++)
        {
            using var answer = await PostAsync(http);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await Task.Delay(count % 10, CancellationToken.None);
        }
        return count;
    }
}

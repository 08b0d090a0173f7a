using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Slipway.ServiceDefaults.Tests;

/// <summary>What happens to open WebSockets when a service stops; the services in these tests know nothing of it.</summary>
public sealed class WebSocketTests
{
    [Fact]
    public async Task Stopping_tells_every_open_WebSocket_that_the_service_goes_away()
    {
        await using var sample = await RunningSample.StartAsync(Service("/echo", EchoAsync), ("Stop:DrainSeconds", "60"));
        var sockets = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ConnectAsync(sample, "/echo")));
        foreach (var socket in sockets) Assert.Equal("hello", await SayAsync(socket, "hello"));
        var watch = Stopwatch.StartNew();

        var stopping = sample.App.StopAsync();

        foreach (var socket in sockets)
        {
            Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[256], CancellationToken.None)).MessageType);
            Assert.Equal((WebSocketCloseStatus)1001, socket.CloseStatus);
            Assert.Equal("The service stops. Connect again.", socket.CloseStatusDescription);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            socket.Dispose();
        }
        await stopping;
        // As soon as they have answered, not when their time is up.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"it took {watch.Elapsed}");
        Assert.DoesNotContain(sample.Log, line => line.GetProperty("level").GetString() is "error" or "critical");
    }

    [Fact]
    public async Task A_message_that_is_being_sent_arrives_whole_before_the_farewell()
    {
        const int Length = 8_000_000;
        await using var sample = await RunningSample.StartAsync(Service("/long", async (context, socket) =>
        {
            await socket.SendAsync(new byte[Length], WebSocketMessageType.Binary, true, context.RequestAborted);
            await EchoAsync(context, socket);
        }), ("Stop:DrainSeconds", "60"));
        using var socket = await ConnectAsync(sample, "/long");
        // Not read yet: more than any buffer on the way holds.
        await Task.Delay(200);

        var stopping = sample.App.StopAsync();
        await Task.Delay(200);
        var buffer = new byte[65536];
        var length = 0;
        WebSocketReceiveResult received;
        while ((received = await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType == WebSocketMessageType.Binary) length += received.Count;

        Assert.Equal(Length, length);
        Assert.Equal((WebSocketCloseStatus)1001, socket.CloseStatus);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await stopping;
    }

    [Fact]
    public async Task A_client_that_does_not_answer_the_farewell_holds_the_stop_up_no_longer_than_the_drain()
    {
        await using var sample = await RunningSample.StartAsync(Service("/echo", EchoAsync), ("Stop:DrainSeconds", "1"));
        using var socket = await ConnectAsync(sample, "/echo");
        await SayAsync(socket, "hello");
        var watch = Stopwatch.StartNew();

        await sample.App.StopAsync();

        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_WebSocket_that_its_client_closes_ends_as_ever()
    {
        await using var sample = await RunningSample.StartAsync(Service("/echo", EchoAsync));
        using var socket = await ConnectAsync(sample, "/echo");
        await SayAsync(socket, "hello");

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    private static Service Service(string path, Func<HttpContext, WebSocket, Task> handle) => RunningSample.Define().WithRoutes(app => app.Map(path, async (HttpContext context) =>
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await handle(context, socket);
    }));

    private static async Task EchoAsync(HttpContext context, WebSocket socket)
    {
        var buffer = new byte[256];
        while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } received)
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, true, context.RequestAborted);
        if (socket.State == WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }

    private static async Task<ClientWebSocket> ConnectAsync(RunningSample sample, string path)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(sample.Client.BaseAddress!) { Scheme = "ws", Path = path }.Uri, CancellationToken.None);
        return socket;
    }

    private static async Task<string> SayAsync(ClientWebSocket socket, string word)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(word), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[256];
        return Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, CancellationToken.None)).Count);
    }
}

using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Infra.Tests.Edge;

/// <summary>An instance of one version: whatever it is asked, it says which slot it is.</summary>
internal sealed class SlotServer(string slot, WebApplication app) : IAsyncDisposable
{
    /// <summary>Lets the answers to <c>/slow</c> go.</summary>
    public TaskCompletionSource Release { get; } = new();

    /// <summary>Ends when a request for <c>/slow</c> has come.</summary>
    public TaskCompletionSource Asked { get; } = new();

    public string Address => new Uri(app.Urls.Single()).Authority;

    public static async Task<SlotServer> StartAsync(string slot)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new SlotServer(slot, builder.Build());
        await server.ListenAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Release.TrySetResult();
        await app.DisposeAsync();
    }

    private async Task ListenAsync()
    {
        app.UseWebSockets();
        app.MapGet("/", () => slot);
        app.MapPost("/echo", async (HttpRequest request) => await new StreamReader(request.Body).ReadToEndAsync());
        app.MapGet("/slow", async () =>
        {
            Asked.TrySetResult();
            await Release.Task;
            return slot;
        });
        app.MapGet("/events", StreamAsync);
        app.Map("/socket", EchoAsync);
        await app.StartAsync();
    }

    private async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        for (var number = 1; !context.RequestAborted.IsCancellationRequested; number++)
        {
            await context.Response.WriteAsync($"data: {slot} {number}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(20, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[256];
        while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: WebSocketMessageType.Text } received)
            await socket.SendAsync(Encoding.UTF8.GetBytes($"{slot} {Encoding.UTF8.GetString(buffer, 0, received.Count)}"), WebSocketMessageType.Text, true, context.RequestAborted);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }
}

using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Slipway.ServiceDefaults;

/// <summary>Accepts WebSockets as ever, and closes them with status 1001 (going away) when the service stops.</summary>
internal sealed class LeavingWebSockets(IHttpWebSocketFeature inner, CancellationToken stopping) : IHttpWebSocketFeature, IAsyncDisposable
{
    private CancellationTokenRegistration _registration;
    private Task _farewell = Task.CompletedTask;

    public bool IsWebSocketRequest => inner.IsWebSocketRequest;

    public async Task<WebSocket> AcceptAsync(WebSocketAcceptContext context)
    {
        var socket = await inner.AcceptAsync(context);
        _registration = stopping.Register(() => _farewell = LeaveAsync(socket));
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        await _registration.DisposeAsync();
        await _farewell;
    }

    // Only our half is closed: the client's answer ends what the handler receives, as it does when a client leaves.
    private static async Task LeaveAsync(WebSocket socket)
    {
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "The service stops. Connect again.", CancellationToken.None);
        }
        catch (Exception error) when (error is WebSocketException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // It ended by itself in the same moment.
        }
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Slipway.ServiceDefaults;

/// <summary>Says goodbye on every WebSocket that is open when the service stops: clients connect again, to the instance that takes over.</summary>
internal sealed class WebSocketFarewell(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpWebSocketFeature>() is not { IsWebSocketRequest: true } sockets)
        {
            await next(context);
            return;
        }

        await using var leaving = new LeavingWebSockets(sockets, lifetime.ApplicationStopping);
        context.Features.Set<IHttpWebSocketFeature>(leaving);
        await next(context);
    }
}

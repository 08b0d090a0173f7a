using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Slipway.Downloads.Tests;

/// <summary>A callback's receiver that takes its time, and counts how often each delivery came.</summary>
public sealed class CountingReceiver(WebApplication app) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _calls = new();

    /// <summary>How often each delivery came, by its id.</summary>
    public IReadOnlyDictionary<string, int> Calls => _calls;

    public string Address => app.Urls.Single() + "/hook";

    public static async Task<CountingReceiver> StartAsync(TimeSpan each)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new CountingReceiver(builder.Build());
        await receiver.ListenAsync(each);
        return receiver;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private Task ListenAsync(TimeSpan each)
    {
        app.MapPost("/hook", async (HttpContext context) =>
        {
            // What a receiver does, it does whether or not the sender waits for the answer.
            _calls.AddOrUpdate($"{context.Request.Headers["X-Slipway-Delivery"]}", 1, (_, count) => count + 1);
            await Task.Delay(each, context.RequestAborted);
        });
        return app.StartAsync();
    }
}

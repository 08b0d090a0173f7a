using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Slipway.ServiceDefaults;

/// <summary>Says when it starts and stops. After SIGTERM: keeps taking requests for the notice period, while readiness already says 503.</summary>
internal sealed class Lifecycle(StopOptions options, ServiceIdentity identity, IServer server, ILogger<Lifecycle> logger) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("Stopping: {NoticeSeconds} s notice, then up to {DrainSeconds} s for requests in flight", options.NoticeSeconds, options.DrainSeconds);
        if (options.NoticeSeconds > 0)
            await Task.Delay(TimeSpan.FromSeconds(options.NoticeSeconds), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("{Service} {Version} listens on {Address}", identity.Name, identity.Version, string.Join(", ", server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("{Service} stopped", identity.Name);
        return Task.CompletedTask;
    }
}

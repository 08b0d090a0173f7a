using Slipway.Downloads.Jobs;
using Slipway.Downloads.Storage;
using Slipway.Downloads.Webhooks;
using Slipway.Downloads.Worker;

namespace Slipway.Downloads;

/// <summary>What the service is made of.</summary>
public static class Registration
{
    // Time for the outcomes of jobs in hand to be written after they were told to end.
    private const double HandBackSeconds = 5;

    /// <summary>What API, worker and one-shots share.</summary>
    public static void AddDownloads(this IServiceCollection services) => services
        .AddSingleton(Random.Shared)
        .AddSingleton<FileStore>()
        .AddSingleton<DemoFiles>()
        .AddSingleton<JobStore>()
        .AddSingleton<JobQueue>()
        .AddSingleton<JobMetrics>()
        .AddSingleton<Preparation>()
        .AddSingleton<WebhookKey>()
        .AddSingleton<SecretBox>()
        .AddSingleton<CallbackClient>()
        .AddSingleton<WebhookStore>()
        // Before the worker, so that it stops after it: a job may be called off while the worker drains.
        .AddSingleton<JobChanges>()
        .AddHostedService(provider => provider.GetRequiredService<JobChanges>())
        .AddHostedService<QueueGauge>();

    /// <summary>What only the worker has.</summary>
    public static void AddDownloadWorker(this IServiceCollection services) => services
        .AddHostedService<WebhookSender>()
        .AddHostedService<DownloadWorker>()
        .AddOptions<HostOptions>()
        .PostConfigure<DownloadsOptions>((host, options) => host.ShutdownTimeout += TimeSpan.FromSeconds(options.DrainSeconds + HandBackSeconds));
}

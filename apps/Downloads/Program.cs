using Slipway.Downloads;
using Slipway.Downloads.Jobs;
using Slipway.Downloads.Storage;
using Slipway.Downloads.Webhooks;
using Slipway.Downloads.Worker;
using Slipway.ServiceDefaults;

return await Service.Named("downloads")
    .WithPostgres()
    .WithOptions<DownloadsOptions>("Downloads")
    .WithOptions<StorageOptions>("S3")
    .WithOptions<DemoDataOptions>("DemoData")
    .WithServices(services => services.AddDownloads())
    .AfterMigrations(WebhookKey.EnsureAsync)
    .WithRoutes(app => app.MapHealth())
    .WithRoutes(app => app.MapDownloads())
    .WithRoutes(app => app.MapJobEvents())
    .WithRoutes(app => app.MapWebhooks())
    .WithWorker("worker", "prepares downloads and delivers callbacks", services => services.AddDownloadWorker())
    .WithCommand("seed", "stores the demonstration files when DemoData__Enabled is true", DemoFiles.SeedAsync)
    .RunAsync(args);

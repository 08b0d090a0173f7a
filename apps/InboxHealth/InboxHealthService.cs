using Slipway.InboxHealth.Probes;
using Slipway.InboxHealth.Webhooks;
using Slipway.InboxHealth.Woodstock;
using Slipway.ServiceDefaults;

namespace Slipway.InboxHealth;

/// <summary>The monitor of the unified inbox: what it needs and what it answers.</summary>
/// <remarks>
/// It has no readiness check of its own: when what it watches is away it must be asked all the more, and a platform sends
/// nothing, often not even the scrape of its metrics, to a service that is not ready.
/// </remarks>
public static class InboxHealthService
{
    public static Service Define() => Service.Named("inbox-health", typeof(InboxHealthService).Assembly)
        .WithOptions<ProbesOptions>("Probes")
        .WithOptions<ChatRaceOptions>("ChatRace")
        .WithOptions<WoodstockOptions>("Woodstock")
        .WithOptions<VapiOptions>("Vapi")
        .WithServices(services =>
        {
            services.AddWoodstock();
            services.AddWebhooks();
            services.AddProbes();
        })
        .WithRoutes(app =>
        {
            app.MapProbes();
            app.MapWebhooks();
        });
}

using Slipway.InboxHealth.Probes;
using Slipway.InboxHealth.Webhooks;
using Slipway.InboxHealth.Woodstock;

namespace Slipway.InboxHealth;

/// <summary>What the service is made of.</summary>
public static class Registration
{
    public static void AddWoodstock(this IServiceCollection services) => services
        .AddSingleton<WoodstockDatabase>();

    public static void AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<WebhookMetrics>()
        .AddSingleton<WebhookSignature>()
        .AddSingleton<BodyBudget>()
        .AddSingleton<CallStore>()
        .AddSingleton<CallWriter>()
        .AddHostedService(provider => provider.GetRequiredService<CallWriter>());

    public static void AddProbes(this IServiceCollection services) => services
        .AddSingleton<ProbeMetrics>()
        .AddSingleton<OAuthTokensProbe>()
        .AddSingleton<IProbe, ChatRaceProbe>()
        .AddSingleton<IProbe, DatabaseProbe>()
        .AddSingleton<IProbe>(provider => provider.GetRequiredService<OAuthTokensProbe>())
        .AddSingleton<IProbe, WebhookProbe>()
        .AddSingleton<ProbeBoard>()
        .AddHostedService<ProbeLoops>();
}

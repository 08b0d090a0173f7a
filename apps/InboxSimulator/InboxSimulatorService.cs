using Slipway.InboxSimulator.ChatRace;
using Slipway.InboxSimulator.Faults;
using Slipway.InboxSimulator.Vapi;
using Slipway.InboxSimulator.Woodstock;
using Slipway.ServiceDefaults;

namespace Slipway.InboxSimulator;

/// <summary>
/// Stands in for the three sources of the unified inbox, for development and tests: ChatRace on a port of its own, Woodstock
/// as a real PostgreSQL behind a relay, VAPI as a sender of signed events. Each can be told to misbehave.
/// </summary>
public static class InboxSimulatorService
{
    public static Service Define() => Service.Named("inbox-simulator", typeof(InboxSimulatorService).Assembly)
        .WithPostgres()
        .WithOptions<ChatRaceOptions>("ChatRace")
        .WithOptions<RelayOptions>("Relay")
        .WithOptions<VapiOptions>("Vapi")
        .AfterMigrations(SeedData.LoadAsync)
        .WithServices(services => services
            .AddSingleton<FaultBoard>()
            .AddSingleton<ExtraListeners>()
            .AddSingleton<VapiSender>()
            .AddSingleton<ChatRaceListener>().AddHostedService(provider => provider.GetRequiredService<ChatRaceListener>())
            .AddSingleton<WoodstockRelay>().AddHostedService(provider => provider.GetRequiredService<WoodstockRelay>())
            .AddHostedService<TokenKeeper>())
        .WithRoutes(app =>
        {
            app.MapFaults();
            app.MapChatRace();
            app.MapVapi();
        });
}

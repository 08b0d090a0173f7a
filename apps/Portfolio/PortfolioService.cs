using Dapper;
using Slipway.Portfolio.Assets;
using Slipway.Portfolio.DemoData;
using Slipway.Portfolio.Imports;
using Slipway.Portfolio.Insights;
using Slipway.ServiceDefaults;

namespace Slipway.Portfolio;

/// <summary>The portfolio service: what it needs and what it answers.</summary>
public static class PortfolioService
{
    public static Service Define() => Service.Named("portfolio", typeof(PortfolioService).Assembly)
        .WithPostgres()
        .WithOptions<ImportOptions>("Import")
        .WithOptions<DemoDataOptions>("DemoData")
        .AfterMigrations(DemoAssets.SeedAsync)
        .WithServices(services =>
        {
            DefaultTypeMap.MatchNamesWithUnderscores = true;
            services.AddSingleton<AssetStore>().AddSingleton<AssetImport>().AddSingleton<InsightsQuery>();
        })
        .WithRoutes(app =>
        {
            app.MapHealth();
            app.MapAssets();
            app.MapImport();
            app.MapInsights();
        });
}

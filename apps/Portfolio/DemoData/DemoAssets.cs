using Dapper;
using Npgsql;
using Slipway.Portfolio.Assets;

namespace Slipway.Portfolio.DemoData;

/// <summary>Twenty assets to show: 12 active, 4 defaulted, 4 paid.</summary>
public static class DemoAssets
{
    // Value and day relative to the day of seeding. The overdue active ones are those a lending team would look at first.
    private static readonly (decimal Value, AssetStatus Status, int DueInDays)[] Assets =
    [
        (12_500.00m, AssetStatus.Active, 30),
        (8_750.50m, AssetStatus.Active, 60),
        (25_000.00m, AssetStatus.Paid, -45),
        (50_000.00m, AssetStatus.Active, 180),
        (3_200.75m, AssetStatus.Defaulted, -90),
        (18_900.00m, AssetStatus.Active, 90),
        (7_450.25m, AssetStatus.Paid, -30),
        (42_000.00m, AssetStatus.Active, 150),
        (1_000.00m, AssetStatus.Active, 7),
        (15_600.00m, AssetStatus.Defaulted, -60),
        (9_999.99m, AssetStatus.Active, -5),
        (33_333.33m, AssetStatus.Active, 120),
        (5_800.00m, AssetStatus.Paid, -75),
        (27_250.00m, AssetStatus.Active, 45),
        (11_100.10m, AssetStatus.Defaulted, -20),
        (38_400.00m, AssetStatus.Active, 165),
        (2_750.00m, AssetStatus.Active, -12),
        (21_000.00m, AssetStatus.Paid, 15),
        (6_325.40m, AssetStatus.Defaulted, -35),
        (14_080.00m, AssetStatus.Active, 75),
    ];

    /// <summary>Adds those that are missing, when this environment asks for them. Never changes an asset that is there.</summary>
    public static async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!services.GetRequiredService<DemoDataOptions>().Enabled) return;
        var today = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancellationToken);
        var added = await connection.ExecuteAsync(new CommandDefinition("""
            insert into assets (id, nominal_value, status, due_date)
            select * from unnest(@ids, @values, @statuses, @dates)
            on conflict (id) do nothing
            """, new
        {
            ids = Assets.Select((_, index) => $"asset-{index + 1:000}").ToArray(),
            values = Assets.Select(asset => asset.Value).ToArray(),
            statuses = Assets.Select(asset => AssetRules.Word(asset.Status)).ToArray(),
            dates = Assets.Select(asset => today.AddDays(asset.DueInDays)).ToArray(),
        }, cancellationToken: cancellationToken));
        services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DemoAssets)).LogInformation("{Added} demonstration assets added", added);
    }
}

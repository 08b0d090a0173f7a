using Npgsql;
using Slipway.InboxSimulator.Faults;

namespace Slipway.InboxSimulator.Woodstock;

/// <summary>Keeps the tokens as far from their end as they were at first: a stack that runs for days shows the same picture.</summary>
public sealed class TokenKeeper(NpgsqlDataSource database, FaultBoard faults, TimeProvider clock, ILogger<TokenKeeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SeedData.SetTokensAsync(database, faults[Source.Woodstock].Fault == Fault.ExpiredToken, stoppingToken);
            }
            catch (NpgsqlException error)
            {
                logger.LogWarning("The tokens keep their time until the next hour: {Reason}", error.Message);
            }
        }
    }
}

using Npgsql;

namespace Slipway.Downloads.Jobs;

/// <summary>
/// Measures the queue every few seconds. It runs in the API as well as in the worker: when no worker is left, the queue's age is what tells.
/// </summary>
public sealed class QueueGauge(JobQueue queue, JobMetrics metrics, TimeProvider clock, ILogger<QueueGauge> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                var (depth, oldest) = await queue.MeasureAsync(stoppingToken);
                metrics.Measured(depth, oldest);
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException)
            {
                logger.LogWarning("The queue could not be measured: {Error}", error.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
        while (await NextAsync(timer, stoppingToken));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

namespace Slipway.InboxHealth.Probes;

/// <summary>Runs the loop of every probe, side by side, from when the service listens until it stops.</summary>
public sealed class ProbeLoops(
    IEnumerable<IProbe> probes, ProbeBoard board, ProbesOptions options, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<ProbeLoop> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // One of them calls this service itself.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        await Task.WhenAll(probes.Select(probe => new ProbeLoop(probe, board, options, clock, logger).RunAsync(stoppingToken)));
    }
}

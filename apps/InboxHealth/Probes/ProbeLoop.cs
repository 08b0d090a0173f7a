using System.Diagnostics;

namespace Slipway.InboxHealth.Probes;

/// <summary>
/// Looks at one thing on a fixed schedule. Every probe has a loop of its own, and a look that ignores its time limit is
/// left behind and reported, so nothing that hangs delays anything else, not even its own next report.
/// </summary>
public sealed class ProbeLoop(IProbe probe, ProbeBoard board, ProbesOptions options, TimeProvider clock, ILogger logger)
{
    public const string Traces = "Slipway.InboxHealth";

    private static readonly ActivitySource Source = new(Traces);

    private Task<ProbeResult> _look = Task.FromResult(new ProbeResult("", new Dictionary<string, double>()));
    private long _lookedAt;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(options.Interval, clock);
        do await LookAsync(stopping);
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        using var activity = Begin();
        if (!_look.IsCompleted)
        {
            // A second one beside it would hang as well, and the third.
            Report(activity, $"the look that began {clock.GetElapsedTime(_lookedAt).TotalSeconds:0} s ago still hangs", null);
            return;
        }

        _lookedAt = clock.GetTimestamp();
        var limit = new CancellationTokenSource(options.Timeout, clock);
        _look = Task.Run(() => probe.RunAsync(limit.Token), CancellationToken.None);
        _ = _look.ContinueWith(ended =>
        {
            // Nobody waits any more for one that was left behind; its failure has been reported as a hang.
            _ = ended.Exception;
            limit.Dispose();
        }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            var result = await _look.WaitAsync(options.Timeout, clock, stopping);
            Report(activity, null, result);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            Report(activity, $"no answer within {options.TimeoutSeconds:0.#} s", null);
        }
#pragma warning disable CA1031 // Whatever a probe throws means that the thing it looks at is not well.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Report(activity, error.Message, null);
        }
    }

    /// <summary>Without an exporter nobody listens to the source, but the trace is to be followed in logs all the same.</summary>
    private Activity Begin() =>
        Source.StartActivity($"probe {probe.Name}") ?? new Activity($"probe {probe.Name}").SetIdFormat(ActivityIdFormat.W3C).Start();

    private void Report(Activity activity, string? failure, ProbeResult? result)
    {
        var now = clock.GetUtcNow();
        var before = ProbeStatus.Unknown;
        var after = board.Write(probe.Name, view =>
        {
            before = view.Status;
            return view with
            {
                Status = failure is null ? ProbeStatus.Up : ProbeStatus.Down,
                Detail = failure ?? result!.Detail,
                CheckedAt = now,
                LastSuccessAt = failure is null ? now : view.LastSuccessAt,
                DurationMs = Math.Round(clock.GetElapsedTime(_lookedAt).TotalMilliseconds, 1),
                ConsecutiveFailures = failure is null ? 0 : view.ConsecutiveFailures + 1,
                TraceId = activity.TraceId.ToHexString(),
                Figures = result?.Figures ?? new Dictionary<string, double>(),
            };
        });
        if (failure is not null)
        {
            probe.Failed();
            activity.SetStatus(ActivityStatusCode.Error, failure);
            logger.LogWarning("Probe {Probe} failed: {Reason}", probe.Name, failure);
        }
        else if (before == ProbeStatus.Down)
        {
            logger.LogInformation("Probe {Probe} is up again: {Detail}", probe.Name, after.Detail);
        }
    }
}

using System.Collections.Concurrent;
using Npgsql;
using Slipway.Downloads.Jobs;
using Slipway.Downloads.Storage;

namespace Slipway.Downloads.Worker;

/// <summary>
/// Takes jobs from the queue and carries them out, several at a time. Woken by notifications, it also looks by itself,
/// so a lost notification costs seconds, not the job.
/// </summary>
public sealed class DownloadWorker(
    JobQueue queue, JobChanges changes, Preparation preparation, JobMetrics metrics, DownloadsOptions options,
    TimeProvider clock, Random random, ILogger<DownloadWorker> logger) : BackgroundService
{
    private static readonly TimeSpan ExpireEvery = TimeSpan.FromMinutes(1);

    private readonly string _name = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";
    private readonly ConcurrentDictionary<Guid, (LeasedJob Job, CancellationTokenSource Stop)> _held = new();
    private readonly SemaphoreSlim _wake = new(0);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Jobs in hand outlive the signal to stop, by DrainSeconds at most; heartbeats outlive the jobs.
        using var drained = new CancellationTokenSource();
        using var finished = new CancellationTokenSource();
        await using var deadline = stoppingToken.Register(() => drained.CancelAfter(TimeSpan.FromSeconds(options.DrainSeconds)));
        var caretakers = Task.WhenAll(
            RepeatAsync("heartbeat", TimeSpan.FromSeconds(options.HeartbeatSeconds), HeartbeatAsync, finished.Token),
            RepeatAsync("reaping", TimeSpan.FromSeconds(options.PollSeconds), ReapAsync, stoppingToken),
            RepeatAsync("expiry", ExpireEvery < TimeSpan.FromHours(options.KeepHours) ? ExpireEvery : TimeSpan.FromSeconds(options.PollSeconds), ExpireAsync, stoppingToken),
            ListenAsync(finished.Token));
        try
        {
            await Task.WhenAll(Enumerable.Range(0, options.Concurrency).Select(_ => SlotAsync(drained.Token, stoppingToken)));
        }
        finally
        {
            await finished.CancelAsync();
            await caretakers;
        }
    }

    private async Task SlotAsync(CancellationToken drained, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            LeasedJob? job = null;
            try
            {
                // Not with the token that stops us: a lease granted but not heard of would cost its job a whole lease time.
                job = await queue.LeaseAsync(_name, drained);
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException)
            {
                logger.LogWarning("No job could be taken, the database is not there: {Error}", error.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (job is not null) await RunAsync(job, drained);
            else await SleepAsync(stopping);
        }
    }

    private async Task RunAsync(LeasedJob job, CancellationToken drained)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(drained);
        _held[job.JobId] = (job, stop);
        metrics.Busy(1);
        var started = clock.GetTimestamp();
        var outcome = "lost";
        try
        {
            outcome = await AttemptAsync(job, stop, drained);
        }
        catch (OperationCanceledException) when (drained.IsCancellationRequested)
        {
            // The database did not take the outcome before the stop timeout: the lease runs out and another worker takes over.
        }
        finally
        {
            _held.TryRemove(new(job.JobId, (job, stop)));
            metrics.Busy(-1);
            metrics.Attempted(outcome, clock.GetElapsedTime(started));
            logger.LogInformation("Job {JobId} attempt {Attempt}: {Outcome}", job.JobId, job.Attempt, outcome);
        }
    }

    private async Task<string> AttemptAsync(LeasedJob job, CancellationTokenSource stop, CancellationToken drained)
    {
        try
        {
            var files = await preparation.PrepareAsync(job.FileIds, (progress, left) => ReportAsync(job, progress, left, stop), stop.Token);
            return await WriteAsync(token => queue.CompleteAsync(job, files, token), drained) ? "completed" : "lost";
        }
        catch (OperationCanceledException) when (drained.IsCancellationRequested)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3), clock);
            return await WriteAsync(token => queue.HandBackAsync(job, token), patience.Token) ? "handed_back" : "lost";
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return "cancelled";
        }
        catch (PermanentException error)
        {
            return await WriteAsync(token => queue.FailAsync(job, error.Message, token), drained) ? "failed" : "lost";
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return await RetryAsync(job, error, drained);
        }
    }

    private async Task<string> RetryAsync(LeasedJob job, Exception error, CancellationToken drained)
    {
        // A storage error names no secret. Anything else is a fault of ours: the log has it, the client hears that there was one.
        var reason = error is StorageException ? error.Message : "an internal error occurred";
        logger.LogWarning(error, "Job {JobId} attempt {Attempt} failed", job.JobId, job.Attempt);
        if (job.Attempt >= options.MaxAttempts)
            return await WriteAsync(token => queue.FailAsync(job, $"given up after {job.Attempt} attempts: {reason}", token), drained) ? "failed" : "lost";
        var delay = RetryDelay.After(job.Attempt, TimeSpan.FromSeconds(options.RetrySeconds), TimeSpan.FromSeconds(options.MaxRetrySeconds), random);
        return await WriteAsync(token => queue.RetryAsync(job, reason, delay, token), drained) ? "retried" : "lost";
    }

    private async Task ReportAsync(LeasedJob job, int progress, int secondsLeft, CancellationTokenSource stop)
    {
        try
        {
            if (!await queue.ReportAsync(job, progress, secondsLeft, stop.Token)) await stop.CancelAsync();
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            // Progress is a courtesy: the work goes on while the database restarts.
            logger.LogWarning("Progress of job {JobId} could not be written: {Error}", job.JobId, error.Message);
        }
    }

    /// <summary>Writes an outcome, again and again while the database is away: the work is done and must not be done twice.</summary>
    private async Task<bool> WriteAsync(Func<CancellationToken, Task<bool>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write(cancellationToken);
            }
            catch (Exception error) when (error is NpgsqlException { IsTransient: true } or TimeoutException || IsRestart(error))
            {
                logger.LogWarning("An outcome could not be written, trying again: {Error}", error.Message);
                await Task.Delay(RetryDelay.After(attempt, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(5), random), clock, cancellationToken);
            }
        }
    }

    /// <summary>57P01 to 57P03: the server is stopping or starting. Not all of them count as transient in Npgsql.</summary>
    private static bool IsRestart(Exception error) => error is PostgresException { SqlState: "57P01" or "57P02" or "57P03" };

    private async Task HeartbeatAsync(CancellationToken cancellationToken)
    {
        var held = _held.Values.ToArray();
        if (held.Length == 0) return;
        var renewed = await queue.RenewAsync(_name, [.. held.Select(each => each.Job)], cancellationToken);
        foreach (var (job, _) in held)
        {
            if (!renewed.Contains(job.JobId)) Stop(job.JobId, job.Attempt);
        }
    }

    private async Task ReapAsync(CancellationToken cancellationToken)
    {
        var (requeued, failed) = await queue.ReapAsync(cancellationToken);
        if (requeued + failed > 0) logger.LogWarning("Workers were lost: {Requeued} of their jobs queued again, {Failed} given up", requeued, failed);
        metrics.Ended("failed", failed);
    }

    private async Task ExpireAsync(CancellationToken cancellationToken)
    {
        var gone = await queue.ExpireAsync(cancellationToken);
        if (gone > 0) logger.LogInformation("{Count} finished jobs were past their time and deleted", gone);
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        using var subscription = changes.FollowAll();
        try
        {
            await foreach (var change in subscription.Changes.ReadAllAsync(cancellationToken))
            {
                if (change is { JobId: { } jobId, What: "cancelled" }) Stop(jobId, null);
                else if (change.What is "queued" or JobChange.Resync && _wake.CurrentCount < options.Concurrency) _wake.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The worker stops.
        }
    }

    private void Stop(Guid jobId, int? attempt)
    {
        if (!_held.TryGetValue(jobId, out var held) || (attempt is not null && held.Job.Attempt != attempt)) return;
        try
        {
            held.Stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself in the same moment.
        }
    }

    private async Task SleepAsync(CancellationToken stopping)
    {
        try
        {
            await _wake.WaitAsync(TimeSpan.FromSeconds(options.PollSeconds), stopping);
        }
        catch (OperationCanceledException)
        {
            // The loop looks at the token.
        }
    }

    private async Task RepeatAsync(string what, TimeSpan pause, Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await act(cancellationToken);
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException)
            {
                logger.LogWarning("The worker's {What} failed, the database is not there: {Error}", what, error.Message);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }
}

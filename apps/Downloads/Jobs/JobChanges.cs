using System.Collections.Concurrent;
using System.Threading.Channels;
using Npgsql;

namespace Slipway.Downloads.Jobs;

/// <summary>A change told by the database. No job means: some may have been missed, look again.</summary>
public readonly record struct JobChange(Guid? JobId, string What)
{
    /// <summary>What is said when notifications may have been lost.</summary>
    public const string Resync = "resync";

    /// <summary>What is said when a callback waits to be delivered.</summary>
    public const string Webhooks = "webhooks";
}

/// <summary>
/// Listens for changes of jobs on one connection for the whole process, however many clients follow theirs.
/// Notifications are a hint that saves waiting: everyone who relies on them looks by themselves now and then as well.
/// </summary>
public sealed class JobChanges(NpgsqlDataSource database, ILogger<JobChanges> logger) : BackgroundService
{
    private static readonly TimeSpan ProbeAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan[] Pauses = [.. new[] { 0.1, 0.25, 0.5, 1, 2 }.Select(TimeSpan.FromSeconds)];

    private readonly ConcurrentDictionary<JobSubscription, Guid?> _all = new();
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<JobSubscription, Guid?>> _byJob = new();

    /// <summary>Follows one job.</summary>
    public JobSubscription Follow(Guid jobId)
    {
        while (true)
        {
            var followers = _byJob.GetOrAdd(jobId, _ => new());
            // One pending wake-up is as good as ten: whoever wakes reads the newest state.
            var subscription = new JobSubscription(Channel.CreateBounded<JobChange>(
                new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }), s => Unfollow(jobId, s));
            lock (followers)
            {
                if (_byJob.TryGetValue(jobId, out var current) && ReferenceEquals(current, followers))
                {
                    followers[subscription] = jobId;
                    return subscription;
                }
            }
        }
    }

    /// <summary>Follows every job.</summary>
    public JobSubscription FollowAll()
    {
        var subscription = new JobSubscription(Channel.CreateUnbounded<JobChange>(), s => _all.TryRemove(s, out _));
        _all[subscription] = null;
        return subscription;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await ListenAsync(() => failures = 0, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException)
            {
                logger.LogWarning("Not listening for job changes, will connect again: {Error}", error.Message);
                await Task.Delay(Pauses[Math.Min(failures++, Pauses.Length - 1)], stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(Action connected, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, told) => Publish(Parse(told.Payload));
        await using (var listen = new NpgsqlCommand("listen download_jobs", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        connected();
        Publish(new JobChange(null, JobChange.Resync));
        while (true)
        {
            if (await connection.WaitAsync(ProbeAfter, cancellationToken)) continue;

            // Quiet for long: make sure somebody is still there, a lost peer says nothing.
            await using var probe = new NpgsqlCommand("select 1", connection);
            await probe.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static JobChange Parse(string payload)
    {
        var space = payload.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && Guid.TryParse(payload.AsSpan(0, space), out var jobId)
            ? new JobChange(jobId, payload[(space + 1)..])
            : new JobChange(null, payload);
    }

    private void Publish(JobChange change)
    {
        foreach (var (subscription, _) in _all) subscription.Tell(change);
        if (change.JobId is { } jobId)
        {
            if (_byJob.TryGetValue(jobId, out var followers)) Tell(followers, change);
        }
        else if (change.What == JobChange.Resync)
        {
            foreach (var (_, each) in _byJob) Tell(each, change);
        }
    }

    private static void Tell(ConcurrentDictionary<JobSubscription, Guid?> followers, JobChange change)
    {
        foreach (var (subscription, _) in followers) subscription.Tell(change);
    }

    private void Unfollow(Guid jobId, JobSubscription subscription)
    {
        if (!_byJob.TryGetValue(jobId, out var followers)) return;
        lock (followers)
        {
            followers.TryRemove(subscription, out _);
            if (followers.IsEmpty) _byJob.TryRemove(new(jobId, followers));
        }
    }
}

/// <summary>A place among those who are told of changes; given up by disposing it.</summary>
public sealed class JobSubscription(Channel<JobChange> channel, Action<JobSubscription> leave) : IDisposable
{
    /// <summary>The changes, as they come.</summary>
    public ChannelReader<JobChange> Changes => channel.Reader;

    /// <summary>Waits for a change, but no longer than <paramref name="patience"/>; true when one came.</summary>
    public async Task<bool> WaitAsync(TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await channel.Reader.WaitToReadAsync(either.Token) && channel.Reader.TryRead(out _);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => leave(this);

    internal void Tell(JobChange change) => channel.Writer.TryWrite(change);
}

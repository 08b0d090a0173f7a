using System.Threading.Channels;
using Npgsql;

namespace Slipway.InboxHealth.Webhooks;

/// <summary>
/// Stores calls in batches: while one batch is on its way the next gathers, so that the rate does not hang on how long a
/// commit takes. A caller is answered after the commit and never before, and is turned away when too many wait: nothing
/// that was acknowledged can be lost.
/// </summary>
public sealed class CallWriter : BackgroundService
{
    private const int MostWaiting = 5000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<Pending> _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly CallStore _store;
    private readonly VapiOptions _options;
    private readonly WebhookMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger<CallWriter> _logger;

    public CallWriter(CallStore store, VapiOptions options, WebhookMetrics metrics, TimeProvider clock, ILogger<CallWriter> logger)
    {
        _store = store;
        _options = options;
        _metrics = metrics;
        _clock = clock;
        _logger = logger;
        metrics.ObserveWaiting(() => _queue.Reader.Count);
    }

    /// <summary>Whether there is room for another call.</summary>
    public bool HasRoom => _queue.Reader.Count < MostWaiting;

    private TimeSpan Patience => TimeSpan.FromSeconds(_options.PatienceSeconds);

    public async Task<StoreOutcome> StoreAsync(Call call, CancellationToken cancellationToken)
    {
        var pending = new Pending(call, _clock.GetTimestamp());
        if (!_queue.Writer.TryWrite(pending)) return StoreOutcome.Unavailable;
        try
        {
            return await pending.Outcome.Task.WaitAsync(Patience, _clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // It may still be stored; when it comes again it is a duplicate then.
            return StoreOutcome.Unavailable;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server stops before this does, after it has answered everybody: nothing waits when this ends.
        var batch = new List<Pending>(_options.BatchSize);
        while (await _queue.Reader.WaitToReadAsync(stoppingToken))
        {
            while (batch.Count < _options.BatchSize && _queue.Reader.TryRead(out var pending)) batch.Add(pending);
            await StoreAsync(batch, stoppingToken);
            batch.Clear();
        }
    }

    private async Task StoreAsync(IReadOnlyList<Pending> batch, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                // As long as the caller waits, and no longer: a server that hangs must not hold up those who come later.
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
                limit.CancelAfter(Patience);
                Acknowledge(batch, await _store.AddAsync([.. batch.Select(pending => pending.Call)], limit.Token));
                return;
            }
            catch (PostgresException error) when (IsAboutAValue(error) && batch.Count > 1)
            {
                // One that is not acceptable must not take the others with it.
                foreach (var pending in batch) await StoreAsync([pending], stopping);
                return;
            }
            catch (PostgresException error) when (IsAboutAValue(error))
            {
                _logger.LogError("Call {CallId} was refused by the database: {Reason}", batch[0].Call.Id, error.MessageText);
                batch[0].Outcome.TrySetResult(StoreOutcome.Refused);
                return;
            }
            catch (Exception error) when (error is NpgsqlException or OperationCanceledException or TimeoutException)
            {
                // A server that restarts is back within a moment, and so is a pool of dead connections.
                if (stopping.IsCancellationRequested || _clock.GetElapsedTime(batch[0].Since) + Pause > Patience)
                {
                    _logger.LogError("{Calls} calls could not be stored and are to be sent again: {Reason}", batch.Count, error.Message);
                    foreach (var pending in batch) pending.Outcome.TrySetResult(StoreOutcome.Unavailable);
                    return;
                }

                await Task.Delay(Pause, _clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Classes 22 and 23 of SQLSTATE: a value or a constraint. Anything else would meet every call alike.
    private static bool IsAboutAValue(PostgresException error) =>
        error.SqlState.StartsWith("22", StringComparison.Ordinal) || error.SqlState.StartsWith("23", StringComparison.Ordinal);

    private void Acknowledge(IReadOnlyList<Pending> batch, HashSet<string> added)
    {
        _metrics.Stored(added.Count);
        // Of two with one id in a batch the first is the one that was stored.
        foreach (var pending in batch) pending.Outcome.TrySetResult(added.Remove(pending.Call.Id) ? StoreOutcome.Stored : StoreOutcome.Duplicate);
    }

    private sealed record Pending(Call Call, long Since)
    {
        public TaskCompletionSource<StoreOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

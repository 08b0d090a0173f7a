using System.Diagnostics.Metrics;

namespace Slipway.Downloads.Jobs;

/// <summary>What the service tells Prometheus.</summary>
public sealed class JobMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Slipway.Downloads";

    private readonly Counter<long> _initiated;
    private readonly Counter<long> _finished;
    private readonly Counter<long> _deliveries;
    private readonly Histogram<double> _attempts;
    private readonly UpDownCounter<long> _busy;
    private readonly UpDownCounter<long> _streams;
    private long _depth;
    private double _oldest;

    /// <summary>Makes the instruments.</summary>
    public JobMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _initiated = meter.CreateCounter<long>("downloads_jobs_initiated_total", description: "Requests for a job by outcome: created, repeated, key_reused.");
        _finished = meter.CreateCounter<long>("downloads_jobs_total", description: "Attempts at jobs by outcome: completed, failed, retried, cancelled, handed_back, lost.");
        _deliveries = meter.CreateCounter<long>("downloads_webhook_deliveries_total", description: "Attempts to deliver a callback by outcome: delivered, retried, failed.");
        _attempts = meter.CreateHistogram("downloads_attempt_duration_seconds", "s", "How long attempts at jobs took, by outcome.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 90, 120, 180, 300] });
        _busy = meter.CreateUpDownCounter<long>("downloads_worker_busy", description: "Jobs this worker has in hand.");
        _streams = meter.CreateUpDownCounter<long>("downloads_event_streams", description: "Clients that follow a job by server-sent events.");
        meter.CreateObservableGauge("downloads_queue_depth", () => Interlocked.Read(ref _depth), description: "Jobs that wait.");
        meter.CreateObservableGauge("downloads_queue_oldest_age_seconds", () => Volatile.Read(ref _oldest), "s", "How long the oldest job that is due has waited.");
    }

    /// <summary>A request for a job was answered.</summary>
    public void Initiated(Initiation outcome) => _initiated.Add(1, new KeyValuePair<string, object?>("outcome", outcome switch
    {
        Initiation.Created => "created",
        Initiation.Repeated => "repeated",
        _ => "key_reused",
    }));

    /// <summary>An attempt ended.</summary>
    public void Attempted(string outcome, TimeSpan duration)
    {
        Ended(outcome);
        _attempts.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
    }

    /// <summary>Jobs ended without an attempt of ours: those of lost workers.</summary>
    public void Ended(string outcome, int count = 1)
    {
        if (count > 0) _finished.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
    }

    /// <summary>A callback was tried.</summary>
    public void Delivered(string outcome) => _deliveries.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>A job was taken (1) or put down (-1).</summary>
    public void Busy(int change) => _busy.Add(change);

    /// <summary>A stream was opened (1) or closed (-1).</summary>
    public void Streaming(int change) => _streams.Add(change);

    /// <summary>The queue was measured.</summary>
    public void Measured(long depth, double oldestSeconds)
    {
        Interlocked.Exchange(ref _depth, depth);
        Volatile.Write(ref _oldest, oldestSeconds);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using System.Text;

namespace Slipway.ServiceDefaults;

/// <summary>
/// The measurements of .NET's own meters as Prometheus text (format 0.0.4). Written here because no Prometheus exporter
/// of OpenTelemetry is released as stable; the format is small. Nothing is computed between scrapes but sums.
/// </summary>
public sealed class PrometheusMetrics : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    // Durations of requests and queries, in seconds; instruments can bring their own by InstrumentAdvice.
    private static readonly double[] DefaultBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 120];

    private static readonly HashSet<string> Meters = new(StringComparer.Ordinal)
    {
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql",
    };

    private readonly ConcurrentDictionary<string, Metric> _metrics = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Metric, byte> _observed = new();
    private readonly MeterListener _listener = new();
    private readonly Lock _scrape = new();
    private readonly ServiceIdentity _identity;
    private readonly IMeterFactory _factory;

    public PrometheusMetrics(IMeterFactory factory, ServiceIdentity identity)
    {
        _identity = identity;
        _factory = factory;
        _listener.InstrumentPublished = Publish;
        Listen<byte>(value => value);
        Listen<short>(value => value);
        Listen<int>(value => value);
        Listen<long>(value => value);
        Listen<float>(value => value);
        Listen<double>(value => value);
        Listen<decimal>(value => (double)value);
        _listener.Start();
    }

    /// <summary>Everything measured so far.</summary>
    public string Write()
    {
        var text = new StringBuilder(16 * 1024);
        lock (_scrape)
        {
            foreach (var metric in _observed.Keys) metric.Forget();
            _listener.RecordObservableInstruments();
            foreach (var metric in _metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal)) metric.Write(text);
        }

        WriteProcess(text);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Publish(Instrument instrument, MeterListener listener)
    {
        var meter = instrument.Meter;
        // A meter made by another host's factory in the same process is not ours.
        if (meter.Scope is not null && !ReferenceEquals(meter.Scope, _factory)) return;
        if (!Meters.Contains(meter.Name) && !meter.Name.StartsWith("Slipway.", StringComparison.Ordinal)) return;
        var type = instrument.GetType();
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        MetricKind? kind = definition == typeof(Counter<>) || definition == typeof(ObservableCounter<>) ? MetricKind.Counter
            : definition == typeof(UpDownCounter<>) || definition == typeof(ObservableUpDownCounter<>) ? MetricKind.UpDown
            : definition == typeof(Gauge<>) || definition == typeof(ObservableGauge<>) ? MetricKind.Gauge
            : definition == typeof(Histogram<>) ? MetricKind.Histogram
            : null;
        // The runtime declares these two as counters, but they go down as well.
        if (instrument.Name is "dotnet.thread_pool.thread.count" or "dotnet.thread_pool.queue.length") kind = MetricKind.UpDown;
        if (kind is not { } known) return;
        var name = MetricName.For(instrument.Name, instrument.Unit, known);
        var metric = _metrics.GetOrAdd(name, _ => new(name, string.IsNullOrEmpty(instrument.Description) ? instrument.Name : instrument.Description, known, Bounds(instrument)));
        if (metric.Kind != known) return;
        if (instrument.IsObservable) _observed.TryAdd(metric, 0);
        listener.EnableMeasurementEvents(instrument, metric);
    }

    private static double[] Bounds(Instrument instrument)
    {
        var advised = instrument switch
        {
            Histogram<double> histogram => histogram.Advice?.HistogramBucketBoundaries,
            Histogram<float> histogram => histogram.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound),
            Histogram<long> histogram => histogram.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound),
            Histogram<int> histogram => histogram.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound),
            _ => null,
        };
        return advised?.ToArray() is { Length: > 0 } bounds ? bounds : DefaultBounds;
    }

    private void Listen<T>(Func<T, double> convert) where T : struct =>
        _listener.SetMeasurementEventCallback<T>((instrument, value, tags, state) =>
            ((Metric)state!).Record(convert(value), tags, isDelta: !instrument.IsObservable));

    private void WriteProcess(StringBuilder text)
    {
        using var process = Process.GetCurrentProcess();
        Line(text, "process_cpu_seconds_total", "counter", "Processor time used by the process.", process.TotalProcessorTime.TotalSeconds);
        Line(text, "process_resident_memory_bytes", "gauge", "Physical memory used by the process.", process.WorkingSet64);
        Line(text, "process_start_time_seconds", "gauge", "When the process started, in seconds since 1970.", new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0);
        if (OperatingSystem.IsLinux()) Line(text, "process_open_fds", "gauge", "Open file descriptors.", Directory.GetFileSystemEntries("/proc/self/fd").Length);
        Line(text, "service_build_info", "gauge", "Which version runs; the value is always 1.", 1,
            $"{{runtime=\"{Metric.Escape(RuntimeInformation.FrameworkDescription)}\",service=\"{Metric.Escape(_identity.Name)}\",version=\"{Metric.Escape(_identity.Version)}\"}}");
    }

    private static void Line(StringBuilder text, string name, string type, string help, double value, string labels = "") =>
        text.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n{name}{labels} {value:R}\n");
}

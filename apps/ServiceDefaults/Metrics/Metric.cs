using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Slipway.ServiceDefaults;

internal enum MetricKind
{
    Counter,
    UpDown,
    Gauge,
    Histogram,
}

/// <summary>One metric with all its label sets.</summary>
internal sealed class Metric(string name, string help, MetricKind kind, double[] bounds)
{
    /// <summary>Label sets beyond this go into one marked as overflow: a label with unbounded values must not eat the memory.</summary>
    public const int MaximumSeries = 1000;

    private const string OverflowLabels = "otel_metric_overflow=\"true\"";

    // Found by hash first, so that recording a known label set allocates nothing.
    private readonly ConcurrentDictionary<int, Series[]> _byHash = new();
    private readonly ConcurrentDictionary<string, Series> _byLabels = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public string Name => name;

    public MetricKind Kind => kind;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, bool isDelta)
    {
        var series = Find(tags);
        lock (series)
        {
            if (kind == MetricKind.Histogram)
            {
                var bucket = 0;
                while (bucket < bounds.Length && value > bounds[bucket]) bucket++;
                series.Buckets[bucket]++;
                series.Value += value;
            }
            else if (kind == MetricKind.Gauge && isDelta)
            {
                series.Value = value;
            }
            else
            {
                series.Value += value;
            }
        }
    }

    /// <summary>Before observed values are read anew: what is no longer reported must not linger.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _byHash.Clear();
            _byLabels.Clear();
        }
    }

    public void Write(StringBuilder text)
    {
        if (_byLabels.IsEmpty) return;
        text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(kind switch { MetricKind.Counter => "counter", MetricKind.Histogram => "histogram", _ => "gauge" }).Append('\n');
        foreach (var (labels, series) in _byLabels.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            lock (series)
            {
                if (kind == MetricKind.Histogram) WriteHistogram(text, labels, series);
                else WriteLine(text, "", labels, series.Value);
            }
        }
    }

    private void WriteHistogram(StringBuilder text, string labels, Series series)
    {
        var before = labels.Length == 0 ? "" : labels + ",";
        var total = 0L;
        for (var bucket = 0; bucket <= bounds.Length; bucket++)
        {
            total += series.Buckets[bucket];
            WriteLine(text, "_bucket", $"{before}le=\"{(bucket == bounds.Length ? "+Inf" : Number(bounds[bucket]))}\"", total);
        }

        WriteLine(text, "_sum", labels, series.Value);
        WriteLine(text, "_count", labels, total);
    }

    private void WriteLine(StringBuilder text, string suffix, string labels, double value)
    {
        text.Append(name).Append(suffix);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private Series Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = new HashCode();
        foreach (var (key, value) in tags)
        {
            hash.Add(key);
            hash.Add(value);
        }

        var code = hash.ToHashCode();
        if (_byHash.TryGetValue(code, out var candidates))
        {
            foreach (var candidate in candidates)
            {
                if (candidate.Has(tags)) return candidate;
            }
        }

        return AddSeries(code, tags);
    }

    private Series AddSeries(int code, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var own = tags.ToArray();
        var labels = Labels(own);
        lock (_gate)
        {
            if (!_byLabels.ContainsKey(labels) && _byLabels.Count >= MaximumSeries)
                return _byLabels.GetOrAdd(OverflowLabels, _ => new([], bounds.Length + 1));
            // The same labels in another order, or values that read the same, are one series.
            var series = _byLabels.GetOrAdd(labels, _ => new(own, bounds.Length + 1));
            series.AddAlias(own);
            _byHash.AddOrUpdate(code, _ => [series], (_, present) => present.Contains(series) ? present : [.. present, series]);
            return series;
        }
    }

    private static string Labels(KeyValuePair<string, object?>[] tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            var label = MetricName.Sanitize(key);
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels[label] = labels.TryGetValue(label, out var other) ? $"{other};{text}" : text;
        }

        return string.Join(',', labels.Select(label => $"{label.Key}=\"{Escape(label.Value)}\""));
    }

    public static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private sealed class Series(KeyValuePair<string, object?>[] tags, int buckets)
    {
        private KeyValuePair<string, object?>[][] _aliases = [tags];

        public readonly long[] Buckets = new long[buckets];

        public double Value { get; set; }

        public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> others)
        {
            foreach (var alias in _aliases)
            {
                if (Same(alias, others)) return true;
            }

            return false;
        }

        public void AddAlias(KeyValuePair<string, object?>[] alias)
        {
            if (!Has(alias)) _aliases = [.. _aliases, alias];
        }

        private static bool Same(KeyValuePair<string, object?>[] left, ReadOnlySpan<KeyValuePair<string, object?>> right)
        {
            if (left.Length != right.Length) return false;
            for (var index = 0; index < left.Length; index++)
            {
                if (left[index].Key != right[index].Key || !Equals(left[index].Value, right[index].Value)) return false;
            }

            return true;
        }
    }
}

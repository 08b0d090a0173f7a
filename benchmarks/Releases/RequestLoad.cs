using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Releases.Benchmarks;

/// <summary>
/// Requests on a fixed schedule, whether or not earlier ones have been answered. The time of each counts from when it was due:
/// a server that stalls is not let off by a client that waits for it.
/// </summary>
internal sealed class RequestLoad(Uri edge, int rate) : IDisposable
{
    private readonly HttpClient _keptOpen = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 64 });
    private readonly HttpClient _fresh = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero });
    private readonly ConcurrentQueue<(string Phase, double Milliseconds, string Outcome)> _results = new();
    private volatile string _phase = "rest";

    public string Phase
    {
        set => _phase = value;
    }

    public int Failures => _results.Count(result => result.Outcome != "2xx");

    public async Task SendAsync(CancellationToken cancellationToken)
    {
        // What is compiled and connected for the first time is nobody's latency.
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => AskAsync(number)));
        var start = Stopwatch.GetTimestamp();
        var sent = new List<Task>();
        for (var number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / rate);
            var wait = due - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, CancellationToken.None);
            sent.Add(SendAsync(number, _phase, start, due));
        }

        await Task.WhenAll(sent);
    }

    public IEnumerable<string> Report()
    {
        foreach (var phase in _results.GroupBy(result => result.Phase).OrderBy(phase => phase.Key, StringComparer.Ordinal))
        {
            var times = phase.Select(result => result.Milliseconds).Order().ToArray();
            var failures = phase.Where(result => result.Outcome != "2xx").GroupBy(result => result.Outcome).Select(outcome => $"{outcome.Count()} {outcome.Key}");
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{phase.Key,-8} {times.Length,8} sent, p50 {Percentile(times, 0.50):0.0} ms, p99 {Percentile(times, 0.99):0.0} ms, max {times[^1]:0.0} ms, failed: {string.Join(", ", failures.DefaultIfEmpty("0"))}");
        }
    }

    /// <summary>Milliseconds; NaN for a phase without requests.</summary>
    public double P99(string phase) => Percentile([.. _results.Where(result => result.Phase == phase).Select(result => result.Milliseconds).Order()], 0.99);

    public void Dispose()
    {
        _keptOpen.Dispose();
        _fresh.Dispose();
    }

    private static double Percentile(double[] times, double share) => times.Length == 0 ? double.NaN : times[Math.Min(times.Length - 1, (int)(share * times.Length))];

    private async Task SendAsync(int number, string phase, long start, TimeSpan due)
    {
        var outcome = await AskAsync(number);
        _results.Enqueue((phase, (Stopwatch.GetElapsedTime(start) - due).TotalMilliseconds, outcome));
    }

    private async Task<string> AskAsync(int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(edge, "/insights"));
        request.Headers.Host = $"portfolio.localhost:{edge.Port}";
        request.Headers.ConnectionClose = number % 2 == 0;
        try
        {
            using var response = await (number % 2 == 0 ? _fresh : _keptOpen).SendAsync(request);
            await response.Content.ReadAsByteArrayAsync();
            return response.IsSuccessStatusCode ? "2xx" : $"status {(int)response.StatusCode}";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            return exception.GetBaseException() is SocketException { SocketErrorCode: var code } ? code.ToString() : exception.GetBaseException().GetType().Name;
        }
    }
}

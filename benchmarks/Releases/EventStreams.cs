using System.Net;
using System.Text;
using System.Text.Json;

namespace Releases.Benchmarks;

/// <summary>Clients that follow a download each, as a browser's EventSource does: told to come back, or cut off, they ask again from the last event they saw.</summary>
internal sealed class EventStreams(Uri edge, int count) : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 1000 }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _ended = new();
    private readonly List<(string Job, Task<long> Following)> _streams = [];
    private int _told;
    private int _cut;
    private int _events;
    private int _backwards;

    public int Count => count;

    public int Told => _told;

    public int Cut => _cut;

    public int Events => _events;

    public int Backwards => _backwards;

    public async Task StartAsync()
    {
        for (var number = 0; number < count; number++)
        {
            using var request = Request(HttpMethod.Post, "/v1/download/initiate");
            request.Content = new StringContent("{\"file_ids\":[70000]}", Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var response = await _http.SendAsync(request);
            var job = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("job_id").GetString()!;
            _streams.Add((job, Task.Run(() => FollowAsync(job))));
        }
    }

    /// <summary>How many streams did not see the state that their download has now.</summary>
    public async Task<int> EndAsync()
    {
        // What happened just now is on its way.
        await Task.Delay(TimeSpan.FromSeconds(3));
        var states = new List<long>();
        foreach (var (job, _) in _streams) states.Add(await VersionAsync(job));
        await Task.Delay(TimeSpan.FromSeconds(2));
        await _ended.CancelAsync();
        var seen = await Task.WhenAll(_streams.Select(stream => stream.Following));
        return states.Zip(seen).Count(pair => pair.Second < pair.First);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _ended.Dispose();
        _http.Dispose();
    }

    private async Task<long> FollowAsync(string job)
    {
        long last = 0;
        while (!_ended.IsCancellationRequested)
        {
            var (isOver, wasTold) = (false, false);
            try
            {
                using var request = Request(HttpMethod.Get, $"/v1/download/events/{job}");
                if (last > 0) request.Headers.Add("Last-Event-ID", last.ToString());
                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _ended.Token);
                if (response.StatusCode == HttpStatusCode.NoContent) return last;
                response.EnsureSuccessStatusCode();
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(_ended.Token));
                while (await reader.ReadLineAsync(_ended.Token) is { } line)
                {
                    if (line.StartsWith("id: ", StringComparison.Ordinal))
                    {
                        var id = long.Parse(line[4..]);
                        Interlocked.Increment(ref _events);
                        if (id <= last) Interlocked.Increment(ref _backwards);
                        last = id;
                    }

                    wasTold |= line == "event: reconnect";
                    isOver |= line.Contains("\"status\":\"completed\"", StringComparison.Ordinal);
                }
            }
            catch (OperationCanceledException) when (_ended.IsCancellationRequested)
            {
                return last;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                Interlocked.Increment(ref _cut);
                await Task.Delay(TimeSpan.FromSeconds(1));
                continue;
            }

            if (isOver) return last;
            if (wasTold) Interlocked.Increment(ref _told);
            else Interlocked.Increment(ref _cut);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        return last;
    }

    private async Task<long> VersionAsync(string job)
    {
        // The state as a new stream tells it first.
        using var request = Request(HttpMethod.Get, $"/v1/download/events/{job}");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) return long.Parse(line[4..]);
        }

        return 0;
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(edge, path));
        request.Headers.Host = $"downloads.localhost:{edge.Port}";
        return request;
    }
}

using System.Net;
using System.Text.Json;

namespace Slipway.InboxHealth.Probes;

/// <summary>Asks the ChatRace API what its own clients ask, and wants 200 and JSON.</summary>
public sealed class ChatRaceProbe : IProbe, IDisposable
{
    private const int LongestAnswer = 1024 * 1024;

    private readonly ChatRaceOptions _options;
    private readonly ProbeMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    public ChatRaceProbe(ChatRaceOptions options, ProbeMetrics metrics, TimeProvider clock)
    {
        _options = options;
        _metrics = metrics;
        _clock = clock;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            // A connection that is still open says nothing about whether a new client gets through.
            PooledConnectionLifetime = TimeSpan.Zero,
        })
        {
            // The loop has the time limit.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LongestAnswer,
        };
    }

    public string Name => "chatrace";

    public async Task<ProbeResult> RunAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _options.ApiUrl)
        {
            Content = new FormUrlEncodedContent([new("op", "wt"), new("op1", "get")]),
        };
        request.Headers.TryAddWithoutValidation("X-ACCESS-TOKEN", _options.Token);
        var started = _clock.GetTimestamp();
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            _metrics.ChatRaceAnswered(_clock.GetElapsedTime(started));
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new ProbeException($"the API answered {(int)answer.StatusCode}{(answer.StatusCode == HttpStatusCode.Unauthorized ? ": the token is wrong or has expired" : "")}, expected 200");
            var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            RequireJson(bytes);
            var milliseconds = Math.Round(_clock.GetElapsedTime(started).TotalMilliseconds, 1);
            return new ProbeResult($"200 and {bytes.Length} bytes of JSON", new Dictionary<string, double> { ["response_time_ms"] = milliseconds });
        }
        catch (OperationCanceledException)
        {
            // Silence is slow, not absent: without this the percentiles would improve while the API hangs.
            _metrics.ChatRaceAnswered(_clock.GetElapsedTime(started));
            throw;
        }
        catch (HttpRequestException error)
        {
            throw new ProbeException($"the API cannot be reached: {error.InnerException?.Message ?? error.Message}", error);
        }
    }

    public void Dispose() => _http.Dispose();

    private static void RequireJson(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
        }
        catch (JsonException error)
        {
            throw new ProbeException($"the API answered 200 with {bytes.Length} bytes that are no JSON", error);
        }
    }
}

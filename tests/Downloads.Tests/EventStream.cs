using System.Text.Json;

namespace Slipway.Downloads.Tests;

/// <summary>One server-sent event.</summary>
public sealed record ServerEvent(string? Id, string? Event, JsonElement Data);

/// <summary>What a browser's EventSource does, without the reconnecting.</summary>
public sealed class EventStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _reader;

    private EventStream(HttpResponseMessage answer, StreamReader reader) => (_answer, _reader) = (answer, reader);

    /// <summary>Signs of life seen so far.</summary>
    public int Heartbeats { get; private set; }

    public static async Task<EventStream> OpenAsync(HttpClient http, Guid job, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/download/events/{job}");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType);
        return new EventStream(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    public static async Task<IReadOnlyList<ServerEvent>> ReadToEndAsync(HttpClient http, Guid job, string? lastEventId = null)
    {
        await using var stream = await OpenAsync(http, job, lastEventId);
        var events = new List<ServerEvent>();
        while (await stream.NextAsync() is { } next) events.Add(next);
        return events;
    }

    /// <summary>The next event, or null at the end of the stream.</summary>
    public async Task<ServerEvent?> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        string? id = null, name = null, data = null;
        while (await _reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(':')) Heartbeats++;
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            else if (line.Length == 0 && data is not null) return new ServerEvent(id, name, JsonSerializer.Deserialize<JsonElement>(data));
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _answer.Dispose();
        return ValueTask.CompletedTask;
    }
}

using System.Text;
using Slipway.InboxSimulator.Faults;

namespace Slipway.InboxSimulator.Vapi;

/// <summary>Sends signed call events, as VAPI does when a call has ended; or wrong ones, when it is told to.</summary>
public sealed class VapiSender(VapiOptions options, FaultBoard faults, TimeProvider clock) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Sends one event; gives the status of the answer, 0 when there was none.</summary>
    public async Task<int> SendAsync(string callId, CancellationToken cancellationToken)
    {
        var fault = faults[Source.Vapi];
        await Task.Delay(fault.Delay, cancellationToken);
        var now = clock.GetUtcNow();
        var timestamp = (fault.Fault == Fault.ExpiredToken ? now.AddHours(-1) : now).ToUnixTimeMilliseconds().ToString();
        var body = fault.Fault == Fault.Malformed ? Encoding.UTF8.GetBytes("{\"message\":") : CallReport.Body(callId, now);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.WebhookUrl) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("x-timestamp", timestamp);
        request.Headers.Add("x-signature", CallReport.Sign(fault.Fault == Fault.Error ? "another secret" : options.WebhookSecret!, timestamp, body));
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    public void Dispose() => _http.Dispose();
}

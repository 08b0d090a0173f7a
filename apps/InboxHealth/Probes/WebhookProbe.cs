using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Slipway.InboxHealth.Webhooks;

namespace Slipway.InboxHealth.Probes;

/// <summary>
/// Sends the webhook a signed event as VAPI would, which is answered when one could be stored and stores nothing. By default
/// to this process; <c>Vapi__ProbeUrl</c> sends it the way VAPI's own take, through names, certificates and routers.
/// </summary>
public sealed class WebhookProbe(VapiOptions options, WebhookSignature signature, IServer server, TimeProvider clock) : IProbe, IDisposable
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes($$$"""{"message":{"type":"{{{CallEvent.Readiness}}}"}}""");

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    public string Name => "vapi-webhook";

    public async Task<ProbeResult> RunAsync(CancellationToken cancellationToken)
    {
        var address = options.ProbeUrl ?? Own();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = new("application/json");
        var timestamp = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString();
        request.Headers.Add(options.TimestampHeader, timestamp);
        request.Headers.Add(options.SignatureHeader, signature.Of(timestamp, Body));
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK
                ? new ProbeResult($"a signed event was accepted by {address}", new Dictionary<string, double>())
                : throw new ProbeException($"{address} answered {(int)answer.StatusCode} to a signed event, expected 200");
        }
        catch (HttpRequestException error)
        {
            throw new ProbeException($"{address} cannot be reached: {error.InnerException?.Message ?? error.Message}", error);
        }
    }

    public void Dispose() => _http.Dispose();

    private Uri Own()
    {
        var listening = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new UriBuilder(listening) { Host = IPAddress.TryParse(listening.Host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)) ? "127.0.0.1" : listening.Host, Path = WebhooksApi.Path }.Uri;
    }
}

using System.Net;
using System.Net.Sockets;

namespace Slipway.Downloads.Webhooks;

/// <summary>A callback's address is not one we send to.</summary>
public sealed class AddressRefusedException(string message) : Exception(message);

/// <summary>
/// Sends callbacks. Addresses are checked when the connection is made and the connection goes to the very address that
/// was checked: a name that resolved well when it was registered may resolve to our own network later (DNS rebinding).
/// </summary>
public sealed class CallbackClient : IDisposable
{
    private readonly DownloadsOptions _options;
    private readonly HttpClient _http;

    /// <summary>Makes the client; it follows no redirects and keeps no cookies.</summary>
    public CallbackClient(DownloadsOptions options)
    {
        _options = options;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseDrainSize = 0,
        })
        { Timeout = TimeSpan.FromSeconds(options.WebhookTimeoutSeconds) };
    }

    /// <summary>Says what is wrong with a callback URL, or null when nothing is.</summary>
    public async Task<string?> ProblemWithAsync(string text, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !(url.Scheme == "https" || (url.Scheme == "http" && _options.AllowPrivateWebhooks)))
            return $"url is '{text}', expected an absolute https address.";
        if (url.UserInfo.Length > 0) return "url holds a user name or password. Remove it: the signature tells who is calling.";
        try
        {
            await ResolveAsync(url.IdnHost, cancellationToken);
            return null;
        }
        catch (AddressRefusedException error)
        {
            return error.Message;
        }
        catch (SocketException)
        {
            return $"url names host '{url.IdnHost}', which cannot be resolved.";
        }
    }

    /// <summary>Sends a request and gives the answer's status; the body is not read.</summary>
    public async Task<HttpStatusCode> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.StatusCode;
        }
        catch (HttpRequestException error) when (error.InnerException is AddressRefusedException refused)
        {
            throw refused;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(host.Trim('[', ']'), cancellationToken);

        // One bad address among good ones is enough: which one is used would be chance.
        if (!_options.AllowPrivateWebhooks && addresses.FirstOrDefault(address => !PublicAddress.Is(address)) is { } refused)
            throw new AddressRefusedException($"url names host '{host}', whose address {refused} is not on the public internet.");
        return addresses;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(context.DnsEndPoint.Host, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }
}

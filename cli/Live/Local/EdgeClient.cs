using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Live.Local;

/// <summary>Asks the running nginx of a local stack, through the socket at which it tells its own figures, where requests go.</summary>
public sealed class EdgeClient(string root)
{
    /// <summary>One question for each hundredth of the requests, answered by what also routes them.</summary>
    public async Task<ImmutableSortedDictionary<string, int>?> ReadSharesAsync(string workload, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync });
        var green = 0;
        try
        {
            for (var hundredth = 0; hundredth < 100; hundredth++)
            {
                using var response = await http.GetAsync(new Uri($"http://edge/slots/{workload}/{hundredth}"), cancellationToken);
                if (response.StatusCode != HttpStatusCode.OK) return null;
                if (await response.Content.ReadAsStringAsync(cancellationToken) == Slots.Green) green++;
            }
        }
        catch (HttpRequestException)
        {
            return null;
        }

        return ImmutableSortedDictionary<string, int>.Empty.Add(Slots.Blue, 100 - green).Add(Slots.Green, green);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(root, "run", "nginx-status.sock")), cancellationToken);
            return new NetworkStream(connection, ownsSocket: true);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}

using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;

namespace Slipway.Cli.Live.Local;

/// <summary>A process as supervisord sees it; field names and states are those of its XML-RPC interface (supervisord.org/api.html).</summary>
public sealed record SupervisedProcess(string Name, string State, int ProcessId, DateTimeOffset Started, string SpawnError, string Description);

/// <summary>Asks a running supervisord through its socket.</summary>
public sealed class SupervisorClient(string socket) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
                return new NetworkStream(connection, ownsSocket: true);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        },
    });

    /// <summary>Every process it knows.</summary>
    /// <exception cref="HttpRequestException">It does not run, or may not be asked by this user.</exception>
    public async Task<ImmutableArray<SupervisedProcess>> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync("supervisor.getAllProcessInfo", cancellationToken);
        return [.. answer.Descendants("struct").Select(Read)];
    }

    /// <summary>Starts what is stopped and should run.</summary>
    public Task StartAllAsync(CancellationToken cancellationToken) => CallAsync("supervisor.startAllProcesses", cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<XDocument> CallAsync(string method, CancellationToken cancellationToken)
    {
        using var body = new StringContent($"<?xml version=\"1.0\"?><methodCall><methodName>{method}</methodName><params/></methodCall>", Encoding.UTF8, "text/xml");
        using var response = await _http.PostAsync(new Uri("http://supervisor/RPC2"), body, cancellationToken);
        response.EnsureSuccessStatusCode();
        return XDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private static SupervisedProcess Read(XElement process)
    {
        var fields = process.Elements("member").ToDictionary(member => member.Element("name")!.Value, member => member.Element("value")!.Value);
        return new SupervisedProcess(
            fields["name"],
            fields["statename"],
            int.Parse(fields["pid"]),
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields["start"])),
            fields["spawnerr"],
            fields["description"]);
    }
}

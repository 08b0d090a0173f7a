using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using Slipway.InboxSimulator.Faults;

namespace Slipway.InboxSimulator.Woodstock;

/// <summary>
/// Passes bytes between clients and the real PostgreSQL behind the simulated Woodstock. A fault is one of the way there, which
/// is how a database mostly fails its clients, and leaves the server that others use alone.
/// </summary>
public sealed class WoodstockRelay(RelayOptions options, FaultBoard faults, ExtraListeners extra, NpgsqlDataSource database, ILogger<WoodstockRelay> logger) : IHostedLifecycleService, IDisposable
{
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private readonly (string Host, int Port) _server = Server(database);
    private readonly CancellationTokenSource _stop = new();
    private TcpListener? _listener;
    private int _port = options.Port;

    /// <summary>Where clients connect.</summary>
    public int Port => _port;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        faults.Follow(Source.Woodstock, FollowAsync);
        return FollowAsync(faults[Source.Woodstock]);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        Close();
        Reset();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stop.Dispose();

    private async Task FollowAsync(FaultSetting setting)
    {
        await SeedData.SetTokensAsync(database, withExpired: setting.Fault == Fault.ExpiredToken, CancellationToken.None);
        if (setting.Fault == Fault.Refuse) Close();
        else Open();
        // Those that are open already would not notice.
        if (setting.Fault is Fault.Refuse or Fault.Error or Fault.Malformed) Reset();
    }

    private void Open()
    {
        if (_listener is not null) return;
        var listener = new TcpListener(extra.Address, _port);
        listener.Start();
        _listener = listener;
        _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        logger.LogInformation("Woodstock is reached on port {Port}", _port);
        _ = AcceptAsync(listener);
    }

    private void Close()
    {
        _listener?.Stop();
        _listener = null;
    }

    private void Reset()
    {
        foreach (var socket in _open.Keys)
        {
            // No goodbye: the other side sees a reset.
            socket.Close(0);
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync(_stop.Token);
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }

            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        _open[client] = 0;
        _open[server] = 0;
        try
        {
            switch (faults[Source.Woodstock].Fault)
            {
                case Fault.Error:
                    return;
                case Fault.Malformed:
                    await client.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n"), _stop.Token);
                    return;
            }

            await server.ConnectAsync(_server.Host, _server.Port, _stop.Token);
            await Task.WhenAny(PassAsync(client, server, () => TimeSpan.Zero), PassAsync(server, client, () => faults[Source.Woodstock].Delay));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            logger.LogDebug("A connection to Woodstock ended: {Reason}", ended.Message);
        }
        finally
        {
            _open.TryRemove(client, out _);
            _open.TryRemove(server, out _);
            client.Dispose();
        }
    }

    private async Task PassAsync(Socket from, Socket to, Func<TimeSpan> delay)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var read)
            {
                await Task.Delay(delay(), _stop.Token);
                for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _stop.Token);
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            logger.LogDebug("A connection to Woodstock ended: {Reason}", ended.Message);
        }
    }

    private static (string Host, int Port) Server(NpgsqlDataSource database)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        return (connection.Host!, connection.Port);
    }
}

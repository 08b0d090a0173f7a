using System.Net;
using System.Net.Sockets;

namespace Slipway.Servers;

/// <summary>Finds a loopback port that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>A port that was free a moment ago; whoever uses it must still be ready to find it taken.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

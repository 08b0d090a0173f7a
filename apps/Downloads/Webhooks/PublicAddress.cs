using System.Net;
using System.Net.Sockets;

namespace Slipway.Downloads.Webhooks;

/// <summary>Tells addresses of the public internet from all others, so that callbacks cannot be aimed at our own network.</summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Reserved =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Inside 2000::/3, the only part of IPv6 that is routed: protocol assignments with Teredo, documentation, 6to4.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Routed = IPNetwork.Parse("2000::/3");

    /// <summary>Whether an address belongs to the public internet. One that wraps another (IPv4-mapped) is judged by what it wraps.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !Routed.Contains(address)) return false;
        return !Reserved.Any(network => network.Contains(address));
    }
}

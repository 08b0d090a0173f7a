using System.Text.RegularExpressions;

namespace Slipway.Infra.Components.Azure;

/// <summary>A zone of Azure DNS that exists.</summary>
public sealed partial record DnsZone(string Id, string Group, string Name)
{
    /// <summary>Reads the zone's resource id; null for what is none.</summary>
    public static DnsZone? Parse(string id)
    {
        var match = ResourceId().Match(id);
        return match.Success ? new DnsZone(id, match.Groups["group"].Value, match.Groups["name"].Value) : null;
    }

    /// <summary>Whether a name can be a record of this zone, other than of the zone's own name.</summary>
    public bool Holds(string host) => host.EndsWith($".{Name}", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^/subscriptions/[0-9a-fA-F-]{36}/resourceGroups/(?<group>[^/]+)/providers/Microsoft\.Network/dnsZones/(?<name>[^/]+)\z", RegexOptions.IgnoreCase)]
    private static partial Regex ResourceId();
}

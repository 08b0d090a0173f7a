using System.Net;

namespace Slipway.Infra.Components.Azure;

/// <summary>A block of private IPv4 addresses, from which subnets are cut.</summary>
public sealed record AddressSpace
{
    /// <summary>The widest block taken.</summary>
    public const int Widest = 16;

    /// <summary>The narrowest block that holds the subnets: a /23 for apps and two /26.</summary>
    public const int Narrowest = 22;

    private readonly uint _start;
    private readonly int _length;

    private AddressSpace(uint start, int length) => (_start, _length) = (start, length);

    /// <summary>Reads <c>10.40.0.0/16</c>; null for what is no private block between /16 and /22 that starts at its first address.</summary>
    public static AddressSpace? Parse(string text)
    {
        if (!IPNetwork.TryParse(text, out var network) || network.BaseAddress.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork || network.PrefixLength is < Widest or > Narrowest)
            return null;
        var bytes = network.BaseAddress.GetAddressBytes();
        var isPrivate = bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31) || (bytes[0] == 192 && bytes[1] == 168);
        return isPrivate ? new AddressSpace(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes), network.PrefixLength) : null;
    }

    /// <summary>The block itself.</summary>
    public string All => Block(0, _length);

    /// <summary>For the Container Apps environment: 512 addresses, as replicas and their updates need many.</summary>
    public string Apps => Block(0, 23);

    /// <summary>For the database server.</summary>
    public string Data => Block(512, 26);

    /// <summary>For private endpoints.</summary>
    public string Endpoints => Block(576, 26);

    public override string ToString() => All;

    private string Block(uint offset, int length)
    {
        var address = _start + offset;
        return $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}/{length}";
    }
}

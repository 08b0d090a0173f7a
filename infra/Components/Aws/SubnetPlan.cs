using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Slipway.Infra.Components.Aws;

/// <summary>A range of addresses in sixteen equal parts: four for each kind of subnet, of which each zone takes one.</summary>
public sealed class SubnetPlan
{
    private readonly uint _first;
    private readonly int _length;

    private SubnetPlan(uint first, int length)
    {
        _first = first;
        _length = length;
    }

    /// <summary>The whole range.</summary>
    public string Range => Text(_first, _length);

    public string Public(int zone) => Part(zone);

    public string Private(int zone) => Part(4 + zone);

    public string Data(int zone) => Part(8 + zone);

    /// <summary>Reads a range such as <c>10.40.0.0/16</c>; null when it is none, or its length is not from 16 to 22.</summary>
    public static SubnetPlan? Parse(string range)
    {
        // Longer than 22, a subnet had fewer than 64 addresses, of which AWS takes five and every task one.
        if (!IPNetwork.TryParse(range, out var network) || network.BaseAddress.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork || network.PrefixLength is < 16 or > 22)
            return null;
        return new SubnetPlan(BinaryPrimitives.ReadUInt32BigEndian(network.BaseAddress.GetAddressBytes()), network.PrefixLength);
    }

    private string Part(int index) => Text(_first + ((uint)index << (28 - _length)), _length + 4);

    private static string Text(uint first, int length) =>
        string.Create(CultureInfo.InvariantCulture, $"{first >> 24}.{(first >> 16) & 255}.{(first >> 8) & 255}.{first & 255}/{length}");
}

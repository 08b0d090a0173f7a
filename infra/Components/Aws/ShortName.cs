using System.Security.Cryptography;
using System.Text;

namespace Slipway.Infra.Components.Aws;

/// <summary>Names that fit AWS's limits and stay different from each other.</summary>
internal static class ShortName
{
    /// <summary>The name itself, or its beginning and a hash of the whole where it is too long.</summary>
    public static string Of(string name, int most) =>
        name.Length <= most ? name : $"{name[..(most - 7)].TrimEnd('-')}-{Hash(name)[..6]}";

    /// <summary>A number from 0 up to, not including, <paramref name="end"/> that follows from the name alone.</summary>
    public static int Number(string name, int end) => (int)(Convert.ToUInt32(Hash(name)[..8], 16) % (uint)end);

    private static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}

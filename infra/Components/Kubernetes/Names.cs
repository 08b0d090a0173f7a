using System.Security.Cryptography;
using System.Text;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>
/// Names of objects. Score allows 63 characters and a digit in front; what is derived from a name is longer,
/// and a Service's name is a DNS label that starts with a letter.
/// </summary>
public static class Names
{
    /// <summary>The longest name that may be a Service, or the value of a label.</summary>
    public const int Longest = 63;

    /// <summary>The longest name of what appends a suffix of its own to the names of its pods.</summary>
    public const int LongestWithSuffix = 50;

    /// <summary>The parts with dashes between; what is too long keeps its beginning and gets a hash of the whole.</summary>
    public static string Of(int longest, params string[] parts)
    {
        var name = string.Join('-', parts.Where(part => part.Length > 0));
        if (!char.IsAsciiLetterLower(name[0]))
            name = $"w-{name}";
        return name.Length <= longest ? name : $"{name[..(longest - 9)].TrimEnd('-')}-{Hash(name)[..8]}";
    }

    public static string Of(params string[] parts) => Of(Longest, parts);

    /// <summary>A name for what SQL calls an identifier.</summary>
    public static string Identifier(string name) => Of(Longest, name).Replace('-', '_');

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

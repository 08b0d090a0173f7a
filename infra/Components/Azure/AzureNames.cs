using System.Security.Cryptography;
using System.Text;

namespace Slipway.Infra.Components.Azure;

/// <summary>
/// The names things have on Azure, whose limits differ by kind and some of which the whole world shares. They follow from project,
/// stack and subscription alone, so that the same program always finds its own; a name that is too long is cut and marked with a hash of all of it.
/// </summary>
public sealed class AzureNames
{
    private readonly string _base;
    private readonly string _unique;

    public AzureNames(string project, string stack, string subscriptionId)
    {
        _base = Dashed($"{project}-{stack}");
        _unique = Hash($"{subscriptionId}/{project}/{stack}")[..6];
    }

    /// <summary>False where project and stack have no letter or digit Azure takes.</summary>
    public bool IsDerivable => _base.Length > 0;

    /// <summary>A name unique in the resource group or the subscription.</summary>
    public string Of(string part, int longest = 63) => Shorten(part.Length == 0 ? _base : $"{_base}-{Dashed(part)}", longest);

    /// <summary>A name unique in all of Azure, with dashes.</summary>
    public string Global(string part, int longest)
    {
        var room = longest - _unique.Length - 1;
        return $"{Shorten($"{_base}-{Dashed(part)}", room)}-{_unique}";
    }

    /// <summary>A name unique in all of Azure, of lower-case letters and digits only.</summary>
    public string Compact(string part, int longest)
    {
        var name = $"{_base}{Dashed(part)}".Replace("-", "");
        var room = longest - _unique.Length;
        return $"{(name.Length <= room ? name : name[..(room - 8)] + Hash(name)[..8])}{_unique}";
    }

    /// <summary>The name of a container app or job, by which others in the environment call it: 2 to 32, no two dashes in a row.</summary>
    public static string App(string workload)
    {
        var name = Dashed(workload);
        return Shorten(name.Length == 1 ? name + "-app" : name, 32);
    }

    /// <summary>A blob container or share: 3 to 63.</summary>
    public static string Container(string resource) => Shorten(Dashed(resource), 63);

    /// <summary>A database, role or other identifier of PostgreSQL: 63 at most.</summary>
    public static string Identifier(string resource) => Shorten(Dashed(resource), 63).Replace('-', '_');

    /// <summary>A secret in the vault, which an app can call by the same name.</summary>
    public static string Secret(string text) => Shorten(Dashed(text), 100);

    /// <summary>The name of a secret, with a hash of the very text it is made from.</summary>
    public static string ExactSecret(string text) => $"{Secret(text)}-{Hash(text)[..8]}";

    /// <summary>Letters and digits only, for what takes nothing else.</summary>
    public static string Plain(string text) => string.Concat(text.Split('-', '.', '_', '/').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>The plain form of this environment's name and a part.</summary>
    public string PlainOf(string part) => Plain(Of(part));

    /// <summary>A short label of an action group: 12 at most.</summary>
    public string Label => _base.Length <= 12 ? _base : _base[..12].TrimEnd('-');

    // Lower-case letters, digits and single dashes, a letter first: what all kinds of names on Azure allow.
    private static string Dashed(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (var character in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
                name.Append(character);
            else if (name.Length > 0 && name[^1] != '-')
                name.Append('-');
        }
        var trimmed = name.ToString().Trim('-');
        return trimmed.Length > 0 && char.IsAsciiDigit(trimmed[0]) ? $"x{trimmed}" : trimmed;
    }

    private static string Shorten(string name, int longest) =>
        name.Length <= longest ? name : $"{name[..(longest - 9)].TrimEnd('-')}-{Hash(name)[..8]}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

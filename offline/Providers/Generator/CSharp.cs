using System.Text;

namespace Slipway.Providers.Generator;

/// <summary>How names and texts are written in C#.</summary>
internal static class CSharp
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using",
        "virtual", "void", "volatile", "while",
    };

    /// <summary>Says that the provider advises against a member; its own reasons are not in the facts.</summary>
    public const string Obsolete = "[global::System.Obsolete(\"Deprecated in the provider's package.\")]";

    public static string Field(string wire) => "_" + Identifier(wire);

    public static string Parameter(string wire)
    {
        var name = Identifier(wire);
        return Keywords.Contains(name) ? "@" + name : name;
    }

    public static string Text(string value)
    {
        var text = new StringBuilder("\"", value.Length + 2);
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                < ' ' or > '~' => text.Append($"\\u{(int)letter:x4}"),
                _ => text.Append(letter),
            };
        }

        return text.Append('"').ToString();
    }

    /// <summary>The name of an enumeration's value, which may be written with any characters.</summary>
    public static string EnumMember(string name, string type)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterOrDigit(letter))
                text.Append(letter);
            else if (text.Length == 0 || text[^1] != '_')
                text.Append('_');
        }

        var member = text.ToString();
        if (member.Length == 0 || member[0] == '_' || char.IsAsciiDigit(member[0]))
            member = type + member;
        return member == "Equals" ? "EqualsValue" : member;
    }

    /// <summary>What of a name C# allows.</summary>
    public static string Identifier(string name) => string.Concat(name.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'));
}

namespace Slipway.Providers.Generator.Facts;

/// <summary>The type of a property as the facts have it.</summary>
internal abstract record FactType
{
    private FactType()
    {
    }

    public static FactType Parse(string text)
    {
        if (text.StartsWith("[]", StringComparison.Ordinal))
            return new Sequence(Parse(text[2..]));
        if (text.StartsWith("{}", StringComparison.Ordinal))
            return new Map(Parse(text[2..]));
        return text switch
        {
            "s" => Simple.Text,
            "i" => Simple.Integer,
            "d" => Simple.Fraction,
            "b" => Simple.Truth,
            "a" => new Anything(),
            "A" or "AR" => Simple.Asset,
            "R" => Simple.Archive,
            ['#', ..] => new Named(TypeName.Parse(text[1..])),
            ['%', ..] => new Choice(TypeName.Parse(text[1..])),
            ['(', .., ')'] => new Either([.. SplitUnion(text[1..^1]).Select(Parse)]),
            _ => throw new FactException($"'{text}' is no type"),
        };
    }

    /// <summary>The kinds of a union; one of them may be a list of a union.</summary>
    private static IEnumerable<string> SplitUnion(string text)
    {
        var depth = 0;
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[at] != '|' || depth > 0)
                continue;
            yield return text[start..at];
            start = at + 1;
        }

        yield return text[start..];
    }

    internal sealed record Simple(string Name, bool IsValue) : FactType
    {
        public static readonly Simple Text = new("string", false);
        public static readonly Simple Integer = new("int", true);
        public static readonly Simple Fraction = new("double", true);
        public static readonly Simple Truth = new("bool", true);
        public static readonly Simple Asset = new("global::Pulumi.AssetOrArchive", false);
        public static readonly Simple Archive = new("global::Pulumi.Archive", false);
    }

    internal sealed record Anything : FactType;

    internal sealed record Sequence(FactType Element) : FactType;

    internal sealed record Map(FactType Element) : FactType;

    internal sealed record Named(TypeName Name) : FactType;

    internal sealed record Choice(TypeName Name) : FactType;

    internal sealed record Either(IReadOnlyList<FactType> Kinds) : FactType;
}

/// <summary>A nested type or an enumeration: its module as npm has it, and its name.</summary>
internal readonly record struct TypeName(string Module, string Name)
{
    public static TypeName Parse(string text)
    {
        var dot = text.LastIndexOf('.');
        return dot < 0 ? throw new FactException($"'{text}' is no name of a type: it has no module") : new(text[..dot], text[(dot + 1)..]);
    }
}

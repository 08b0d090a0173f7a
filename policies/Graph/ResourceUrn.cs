namespace Slipway.Policies.Graph;

/// <summary>The parts of <c>urn:pulumi:stack::project::parentType$type::name</c>.</summary>
public static class ResourceUrn
{
    public const string StackType = "pulumi:pulumi:Stack";

    private const string Separator = "::";

    /// <summary>The name: everything after the third separator, which may hold separators itself.</summary>
    public static string NameOf(string urn) => Part(urn, 3, toEnd: true);

    public static string ProjectOf(string urn) => Part(urn, 1, toEnd: false);

    public static string StackOf(string urn)
    {
        const string prefix = "urn:pulumi:";
        var first = Part(urn, 0, toEnd: false);
        return first.StartsWith(prefix, StringComparison.Ordinal) ? first[prefix.Length..] : "";
    }

    /// <summary>The URN within a provider reference, <c>urn::id</c>.</summary>
    public static string OfProviderReference(string reference)
    {
        var end = reference.LastIndexOf(Separator, StringComparison.Ordinal);
        return end < 0 ? reference : reference[..end];
    }

    private static string Part(string urn, int separators, bool toEnd)
    {
        var start = 0;
        for (var found = 0; found < separators; found++)
        {
            var next = urn.IndexOf(Separator, start, StringComparison.Ordinal);
            if (next < 0) return "";
            start = next + Separator.Length;
        }

        var end = toEnd ? -1 : urn.IndexOf(Separator, start, StringComparison.Ordinal);
        return end < 0 ? urn[start..] : urn[start..end];
    }
}

namespace Slipway.Engine.State;

/// <summary>Pulumi's resource names: <c>urn:pulumi:stack::project::parentType$type::name</c>.</summary>
public static class ResourceUrn
{
    public const string StackType = "pulumi:pulumi:Stack";

    public const string ProviderTypePrefix = "pulumi:providers:";

    private const string Separator = "::";

    /// <summary>The URN of a resource under <paramref name="parent"/>; the stack's own type is left out of the chain.</summary>
    public static string Of(string stack, string project, string? parent, string type, string name)
    {
        var chain = type;
        if (parent is not null && parent.Length > 0)
        {
            var parentTypes = TypeChainOf(parent);
            if (parentTypes != StackType) chain = $"{parentTypes}${type}";
        }

        return $"urn:pulumi:{stack}::{project}::{chain}::{name}";
    }

    /// <summary>The name: everything after the third separator, which may hold separators itself.</summary>
    public static string NameOf(string urn)
    {
        var start = Start(urn, 3);
        return start < 0 ? urn : urn[start..];
    }

    /// <summary>The types of parents and resource, joined by <c>$</c>.</summary>
    public static string TypeChainOf(string urn)
    {
        var start = Start(urn, 2);
        if (start < 0) return "";
        var end = urn.IndexOf(Separator, start, StringComparison.Ordinal);
        return end < 0 ? urn[start..] : urn[start..end];
    }

    public static string TypeOf(string urn)
    {
        var chain = TypeChainOf(urn);
        return chain[(chain.LastIndexOf('$') + 1)..];
    }

    /// <summary>The URN within a provider reference (<c>urn::id</c>).</summary>
    public static string OfProviderReference(string reference)
    {
        var end = reference.LastIndexOf(Separator, StringComparison.Ordinal);
        return end < 0 ? reference : reference[..end];
    }

    /// <summary>The package that makes resources, or answers functions, of a type: <c>aws</c> for <c>aws:s3/bucket:Bucket</c>.</summary>
    public static string PackageOf(string type)
    {
        if (type.StartsWith(ProviderTypePrefix, StringComparison.Ordinal)) return "pulumi";
        var end = type.IndexOf(':', StringComparison.Ordinal);
        return end < 0 ? type : type[..end];
    }

    private static int Start(string urn, int separators)
    {
        var start = 0;
        for (var found = 0; found < separators; found++)
        {
            var next = urn.IndexOf(Separator, start, StringComparison.Ordinal);
            if (next < 0) return -1;
            start = next + Separator.Length;
        }

        return start;
    }
}

namespace Pulumi;

/// <summary>How a component and its children are treated.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    private List<ProviderResource>? providers;

    /// <summary>Providers that children use, one for each package.</summary>
    public List<ProviderResource> Providers
    {
        get => providers ??= [];
        set => providers = value;
    }

    internal IReadOnlyList<ProviderResource> ProvidersOrNone => providers ?? [];

    /// <summary>Both in one: lists are joined, of single values the second one's counts.</summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = new ComponentResourceOptions();
        MergeInto(merged, options1, options2);
        Append(ref merged.providers, options1?.providers);
        Append(ref merged.providers, options2?.providers);
        return merged;
    }

    internal override ResourceOptions Clone() => Merge(null, this);
}

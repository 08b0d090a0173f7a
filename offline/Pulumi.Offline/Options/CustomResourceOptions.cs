namespace Pulumi;

/// <summary>How a resource that a provider makes is treated.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    private List<string>? additionalSecretOutputs;

    /// <summary>When true, the old resource goes before the new one comes.</summary>
    public bool? DeleteBeforeReplace { get; set; }

    /// <summary>Output properties that are secret although the provider does not say so.</summary>
    public List<string> AdditionalSecretOutputs
    {
        get => additionalSecretOutputs ??= [];
        set => additionalSecretOutputs = value;
    }

    /// <summary>The id of an existing resource to take over.</summary>
    public string? ImportId { get; set; }

    internal IReadOnlyList<string> AdditionalSecretOutputsOrNone => additionalSecretOutputs ?? [];

    /// <summary>Both in one: lists are joined, of single values the second one's counts.</summary>
    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = new CustomResourceOptions
        {
            DeleteBeforeReplace = options2?.DeleteBeforeReplace ?? options1?.DeleteBeforeReplace,
            ImportId = options2?.ImportId ?? options1?.ImportId,
        };
        MergeInto(merged, options1, options2);
        Append(ref merged.additionalSecretOutputs, options1?.additionalSecretOutputs);
        Append(ref merged.additionalSecretOutputs, options2?.additionalSecretOutputs);
        return merged;
    }

    internal override ResourceOptions Clone() => Merge(null, this);
}

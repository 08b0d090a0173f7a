namespace Pulumi;

/// <summary>How a resource is treated, whatever its kind.</summary>
public abstract class ResourceOptions
{
    private InputList<Resource>? dependsOn;
    private List<string>? ignoreChanges;
    private List<string>? replaceOnChanges;
    private List<Input<Alias>>? aliases;
    private List<ResourceTransformation>? resourceTransformations;

    /// <summary>The id of an existing resource to read instead of making one.</summary>
    public Input<string>? Id { get; set; }

    /// <summary>The resource it belongs to.</summary>
    public Resource? Parent { get; set; }

    /// <summary>Resources that must exist before this one.</summary>
    public InputList<Resource> DependsOn
    {
        get => dependsOn ??= [];
        set => dependsOn = value;
    }

    /// <summary>When true, the resource cannot be deleted; children inherit it.</summary>
    public bool? Protect { get; set; }

    /// <summary>Properties whose changes do not count.</summary>
    public List<string> IgnoreChanges
    {
        get => ignoreChanges ??= [];
        set => ignoreChanges = value;
    }

    /// <summary>Properties whose changes need a new resource.</summary>
    public List<string> ReplaceOnChanges
    {
        get => replaceOnChanges ??= [];
        set => replaceOnChanges = value;
    }

    /// <summary>The version of the provider.</summary>
    public string? Version { get; set; }

    /// <summary>The provider that makes it, or that its children inherit.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>How long the provider may take.</summary>
    public CustomTimeouts? CustomTimeouts { get; set; }

    /// <summary>Functions that may change arguments and options of the resource and its children before they are registered.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => resourceTransformations ??= [];
        set => resourceTransformations = value;
    }

    /// <summary>Earlier identities of the resource.</summary>
    public List<Input<Alias>> Aliases
    {
        get => aliases ??= [];
        set => aliases = value;
    }

    /// <summary>The URN of an existing resource to look at instead of making one.</summary>
    public string? Urn { get; set; }

    /// <summary>Where the provider's plugin comes from.</summary>
    public string? PluginDownloadURL { get; set; }

    /// <summary>When true, deleting it leaves what it stands for where it is.</summary>
    public bool? RetainOnDelete { get; set; }

    /// <summary>The resource whose deletion takes this one with it.</summary>
    public Resource? DeletedWith { get; set; }

    internal bool HasDependsOn => dependsOn is not null;

    internal IReadOnlyList<string> IgnoreChangesOrNone => ignoreChanges ?? [];

    internal IReadOnlyList<string> ReplaceOnChangesOrNone => replaceOnChanges ?? [];

    internal IReadOnlyList<Input<Alias>> AliasesOrNone => aliases ?? [];

    internal IReadOnlyList<ResourceTransformation> TransformationsOrNone => resourceTransformations ?? [];

    internal abstract ResourceOptions Clone();

    /// <summary>Lists are joined; of single values the later one counts.</summary>
    private protected static void MergeInto(ResourceOptions target, ResourceOptions? first, ResourceOptions? second)
    {
        foreach (var source in new[] { first, second })
        {
            if (source is null)
                continue;
            target.Id = source.Id ?? target.Id;
            target.Parent = source.Parent ?? target.Parent;
            target.Protect = source.Protect ?? target.Protect;
            target.Version = source.Version ?? target.Version;
            target.Provider = source.Provider ?? target.Provider;
            target.CustomTimeouts = source.CustomTimeouts ?? target.CustomTimeouts;
            target.Urn = source.Urn ?? target.Urn;
            target.PluginDownloadURL = source.PluginDownloadURL ?? target.PluginDownloadURL;
            target.RetainOnDelete = source.RetainOnDelete ?? target.RetainOnDelete;
            target.DeletedWith = source.DeletedWith ?? target.DeletedWith;
            if (source.dependsOn is not null)
                target.DependsOn.AddRange(source.dependsOn);
            Append(ref target.ignoreChanges, source.ignoreChanges);
            Append(ref target.replaceOnChanges, source.replaceOnChanges);
            Append(ref target.aliases, source.aliases);
            Append(ref target.resourceTransformations, source.resourceTransformations);
        }
    }

    private protected static void Append<T>(ref List<T>? target, List<T>? source)
    {
        if (source is { Count: > 0 })
            (target ??= []).AddRange(source);
    }
}

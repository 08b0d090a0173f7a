using System.Collections.Immutable;

namespace Pulumi.Random;

/// <summary>A random UUID.</summary>
[RandomResourceType("random:index/randomUuid:RandomUuid")]
public partial class RandomUuid : CustomResource
{
    /// <summary>Declares the resource.</summary>
    public RandomUuid(string name, RandomUuidArgs? args = null, CustomResourceOptions? options = null)
        : base("random:index/randomUuid:RandomUuid", name, args ?? new RandomUuidArgs(), MakeResourceOptions(options, ""))
    {
    }

    private RandomUuid(string name, Input<string> id, RandomUuidState? state = null, CustomResourceOptions? options = null)
        : base("random:index/randomUuid:RandomUuid", name, state, MakeResourceOptions(options, id))
    {
    }

    /// <summary>Values that bring a new result when they change.</summary>
    [Output("keepers")]
    public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;

    /// <summary>The UUID.</summary>
    [Output("result")]
    public Output<string> Result { get; private set; } = null!;

    /// <summary>Reads an existing resource by its id.</summary>
    public static RandomUuid Get(string name, Input<string> id, RandomUuidState? state = null, CustomResourceOptions? options = null) =>
        new(name, id, state, options);

    private static CustomResourceOptions MakeResourceOptions(CustomResourceOptions? options, Input<string>? id)
    {
        var defaultOptions = new CustomResourceOptions
        {
            Version = Package.Version,
        };
        var merged = CustomResourceOptions.Merge(defaultOptions, options);
        // An id given here is that of a resource to read.
        merged.Id = id ?? merged.Id;
        return merged;
    }
}

using System.Collections.Immutable;

namespace Pulumi.Random;

/// <summary>A random whole number.</summary>
[RandomResourceType("random:index/randomInteger:RandomInteger")]
public partial class RandomInteger : CustomResource
{
    /// <summary>Declares the resource.</summary>
    public RandomInteger(string name, RandomIntegerArgs args, CustomResourceOptions? options = null)
        : base("random:index/randomInteger:RandomInteger", name, args ?? new RandomIntegerArgs(), MakeResourceOptions(options, ""))
    {
    }

    private RandomInteger(string name, Input<string> id, RandomIntegerState? state = null, CustomResourceOptions? options = null)
        : base("random:index/randomInteger:RandomInteger", name, state, MakeResourceOptions(options, id))
    {
    }

    /// <summary>Values that bring a new result when they change.</summary>
    [Output("keepers")]
    public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;

    /// <summary>The greatest possible result.</summary>
    [Output("max")]
    public Output<int> Max { get; private set; } = null!;

    /// <summary>The least possible result.</summary>
    [Output("min")]
    public Output<int> Min { get; private set; } = null!;

    /// <summary>The number.</summary>
    [Output("result")]
    public Output<int> Result { get; private set; } = null!;

    /// <summary>What the result is derived from.</summary>
    [Output("seed")]
    public Output<string?> Seed { get; private set; } = null!;

    /// <summary>Reads an existing resource by its id.</summary>
    public static RandomInteger Get(string name, Input<string> id, RandomIntegerState? state = null, CustomResourceOptions? options = null) =>
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

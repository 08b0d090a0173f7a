using System.Collections.Immutable;

namespace Pulumi.Random;

/// <summary>A random order of a list.</summary>
[RandomResourceType("random:index/randomShuffle:RandomShuffle")]
public partial class RandomShuffle : CustomResource
{
    /// <summary>Declares the resource.</summary>
    public RandomShuffle(string name, RandomShuffleArgs args, CustomResourceOptions? options = null)
        : base("random:index/randomShuffle:RandomShuffle", name, args ?? new RandomShuffleArgs(), MakeResourceOptions(options, ""))
    {
    }

    private RandomShuffle(string name, Input<string> id, RandomShuffleState? state = null, CustomResourceOptions? options = null)
        : base("random:index/randomShuffle:RandomShuffle", name, state, MakeResourceOptions(options, id))
    {
    }

    /// <summary>The list.</summary>
    [Output("inputs")]
    public Output<ImmutableArray<string>> Inputs { get; private set; } = null!;

    /// <summary>Values that bring a new result when they change.</summary>
    [Output("keepers")]
    public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;

    /// <summary>How many elements of it.</summary>
    [Output("resultCount")]
    public Output<int?> ResultCount { get; private set; } = null!;

    /// <summary>The elements in their new order.</summary>
    [Output("results")]
    public Output<ImmutableArray<string>> Results { get; private set; } = null!;

    /// <summary>What the order is derived from.</summary>
    [Output("seed")]
    public Output<string?> Seed { get; private set; } = null!;

    /// <summary>Reads an existing resource by its id.</summary>
    public static RandomShuffle Get(string name, Input<string> id, RandomShuffleState? state = null, CustomResourceOptions? options = null) =>
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

using System.Collections.Immutable;

namespace Pulumi.Random;

/// <summary>A random name of words.</summary>
[RandomResourceType("random:index/randomPet:RandomPet")]
public partial class RandomPet : CustomResource
{
    /// <summary>Declares the resource.</summary>
    public RandomPet(string name, RandomPetArgs? args = null, CustomResourceOptions? options = null)
        : base("random:index/randomPet:RandomPet", name, args ?? new RandomPetArgs(), MakeResourceOptions(options, ""))
    {
    }

    private RandomPet(string name, Input<string> id, RandomPetState? state = null, CustomResourceOptions? options = null)
        : base("random:index/randomPet:RandomPet", name, state, MakeResourceOptions(options, id))
    {
    }

    /// <summary>Values that bring a new result when they change.</summary>
    [Output("keepers")]
    public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;

    /// <summary>How many words.</summary>
    [Output("length")]
    public Output<int> Length { get; private set; } = null!;

    /// <summary>What comes before the words.</summary>
    [Output("prefix")]
    public Output<string?> Prefix { get; private set; } = null!;

    /// <summary>What stands between the words.</summary>
    [Output("separator")]
    public Output<string> Separator { get; private set; } = null!;

    /// <summary>Reads an existing resource by its id.</summary>
    public static RandomPet Get(string name, Input<string> id, RandomPetState? state = null, CustomResourceOptions? options = null) =>
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

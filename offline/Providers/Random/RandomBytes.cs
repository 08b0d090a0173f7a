using System.Collections.Immutable;

namespace Pulumi.Random;

/// <summary>Random bytes that are secret.</summary>
[RandomResourceType("random:index/randomBytes:RandomBytes")]
public partial class RandomBytes : CustomResource
{
    /// <summary>Declares the resource.</summary>
    public RandomBytes(string name, RandomBytesArgs args, CustomResourceOptions? options = null)
        : base("random:index/randomBytes:RandomBytes", name, args ?? new RandomBytesArgs(), MakeResourceOptions(options, ""))
    {
    }

    private RandomBytes(string name, Input<string> id, RandomBytesState? state = null, CustomResourceOptions? options = null)
        : base("random:index/randomBytes:RandomBytes", name, state, MakeResourceOptions(options, id))
    {
    }

    /// <summary>The bytes in base 64.</summary>
    [Output("base64")]
    public Output<string> Base64 { get; private set; } = null!;

    /// <summary>The bytes in hexadecimal.</summary>
    [Output("hex")]
    public Output<string> Hex { get; private set; } = null!;

    /// <summary>Values that bring a new result when they change.</summary>
    [Output("keepers")]
    public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;

    /// <summary>How many bytes.</summary>
    [Output("length")]
    public Output<int> Length { get; private set; } = null!;

    /// <summary>Reads an existing resource by its id.</summary>
    public static RandomBytes Get(string name, Input<string> id, RandomBytesState? state = null, CustomResourceOptions? options = null) =>
        new(name, id, state, options);

    private static CustomResourceOptions MakeResourceOptions(CustomResourceOptions? options, Input<string>? id)
    {
        var defaultOptions = new CustomResourceOptions
        {
            Version = Package.Version,
            AdditionalSecretOutputs = { "base64", "hex" },
        };
        var merged = CustomResourceOptions.Merge(defaultOptions, options);
        // An id given here is that of a resource to read.
        merged.Id = id ?? merged.Id;
        return merged;
    }
}

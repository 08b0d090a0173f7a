using System.Collections.Immutable;

namespace Pulumi.Random;

/// <summary>Random bytes, in several writings.</summary>
[RandomResourceType("random:index/randomId:RandomId")]
public partial class RandomId : CustomResource
{
    /// <summary>Declares the resource.</summary>
    public RandomId(string name, RandomIdArgs args, CustomResourceOptions? options = null)
        : base("random:index/randomId:RandomId", name, args ?? new RandomIdArgs(), MakeResourceOptions(options, ""))
    {
    }

    private RandomId(string name, Input<string> id, RandomIdState? state = null, CustomResourceOptions? options = null)
        : base("random:index/randomId:RandomId", name, state, MakeResourceOptions(options, id))
    {
    }

    /// <summary>The bytes in base 64.</summary>
    [Output("b64Std")]
    public Output<string> B64Std { get; private set; } = null!;

    /// <summary>The bytes in base 64 for addresses.</summary>
    [Output("b64Url")]
    public Output<string> B64Url { get; private set; } = null!;

    /// <summary>How many bytes.</summary>
    [Output("byteLength")]
    public Output<int> ByteLength { get; private set; } = null!;

    /// <summary>The bytes as a decimal number.</summary>
    [Output("dec")]
    public Output<string> Dec { get; private set; } = null!;

    /// <summary>The bytes in hexadecimal.</summary>
    [Output("hex")]
    public Output<string> Hex { get; private set; } = null!;

    /// <summary>Values that bring a new result when they change.</summary>
    [Output("keepers")]
    public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;

    /// <summary>What comes before the bytes in every writing.</summary>
    [Output("prefix")]
    public Output<string?> Prefix { get; private set; } = null!;

    /// <summary>Reads an existing resource by its id.</summary>
    public static RandomId Get(string name, Input<string> id, RandomIdState? state = null, CustomResourceOptions? options = null) =>
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

using System.Collections.Immutable;

namespace Pulumi.Random;

/// <summary>Random characters that are secret.</summary>
[RandomResourceType("random:index/randomPassword:RandomPassword")]
public partial class RandomPassword : CustomResource
{
    /// <summary>Declares the resource.</summary>
    public RandomPassword(string name, RandomPasswordArgs args, CustomResourceOptions? options = null)
        : base("random:index/randomPassword:RandomPassword", name, args ?? new RandomPasswordArgs(), MakeResourceOptions(options, ""))
    {
    }

    private RandomPassword(string name, Input<string> id, RandomPasswordState? state = null, CustomResourceOptions? options = null)
        : base("random:index/randomPassword:RandomPassword", name, state, MakeResourceOptions(options, id))
    {
    }

    /// <summary>The bcrypt hash of the result.</summary>
    [Output("bcryptHash")]
    public Output<string> BcryptHash { get; private set; } = null!;

    /// <summary>Values that bring a new result when they change.</summary>
    [Output("keepers")]
    public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;

    /// <summary>How many characters.</summary>
    [Output("length")]
    public Output<int> Length { get; private set; } = null!;

    /// <summary>Whether there may be lower case letters.</summary>
    [Output("lower")]
    public Output<bool> Lower { get; private set; } = null!;

    /// <summary>At least how many lower case letters.</summary>
    [Output("minLower")]
    public Output<int> MinLower { get; private set; } = null!;

    /// <summary>At least how many digits.</summary>
    [Output("minNumeric")]
    public Output<int> MinNumeric { get; private set; } = null!;

    /// <summary>At least how many special characters.</summary>
    [Output("minSpecial")]
    public Output<int> MinSpecial { get; private set; } = null!;

    /// <summary>At least how many upper case letters.</summary>
    [Output("minUpper")]
    public Output<int> MinUpper { get; private set; } = null!;

    /// <summary>Whether there may be digits.</summary>
    [Obsolete("Use Numeric instead.")]
    [Output("number")]
    public Output<bool> Number { get; private set; } = null!;

    /// <summary>Whether there may be digits.</summary>
    [Output("numeric")]
    public Output<bool> Numeric { get; private set; } = null!;

    /// <summary>The special characters to choose from.</summary>
    [Output("overrideSpecial")]
    public Output<string?> OverrideSpecial { get; private set; } = null!;

    /// <summary>The characters.</summary>
    [Output("result")]
    public Output<string> Result { get; private set; } = null!;

    /// <summary>Whether there may be special characters.</summary>
    [Output("special")]
    public Output<bool> Special { get; private set; } = null!;

    /// <summary>Whether there may be upper case letters.</summary>
    [Output("upper")]
    public Output<bool> Upper { get; private set; } = null!;

    /// <summary>Reads an existing resource by its id.</summary>
    public static RandomPassword Get(string name, Input<string> id, RandomPasswordState? state = null, CustomResourceOptions? options = null) =>
        new(name, id, state, options);

    private static CustomResourceOptions MakeResourceOptions(CustomResourceOptions? options, Input<string>? id)
    {
        var defaultOptions = new CustomResourceOptions
        {
            Version = Package.Version,
            AdditionalSecretOutputs = { "bcryptHash", "result" },
        };
        var merged = CustomResourceOptions.Merge(defaultOptions, options);
        // An id given here is that of a resource to read.
        merged.Id = id ?? merged.Id;
        return merged;
    }
}

namespace Pulumi.Random;

/// <summary>What is known of an existing <see cref="RandomPassword"/>.</summary>
public sealed class RandomPasswordState : ResourceArgs
{
    /// <summary>Nothing known.</summary>
    public static new RandomPasswordState Empty => new();

    [Input("bcryptHash")]
    private Input<string>? _bcryptHash;

    /// <summary>The bcrypt hash of the result.</summary>
    public Input<string>? BcryptHash
    {
        get => _bcryptHash;
        set
        {
            var emptySecret = Output.CreateSecret(0);
            _bcryptHash = Output.Tuple<Input<string>?, int>(value, emptySecret).Apply(both => both.Item1);
        }
    }

    [Input("keepers")]
    private InputMap<string>? _keepers;

    /// <summary>Values that bring a new result when they change.</summary>
    public InputMap<string> Keepers
    {
        get => _keepers ??= [];
        set => _keepers = value;
    }

    /// <summary>How many characters.</summary>
    [Input("length")]
    public Input<int>? Length { get; set; }

    /// <summary>Whether there may be lower case letters.</summary>
    [Input("lower")]
    public Input<bool>? Lower { get; set; }

    /// <summary>At least how many lower case letters.</summary>
    [Input("minLower")]
    public Input<int>? MinLower { get; set; }

    /// <summary>At least how many digits.</summary>
    [Input("minNumeric")]
    public Input<int>? MinNumeric { get; set; }

    /// <summary>At least how many special characters.</summary>
    [Input("minSpecial")]
    public Input<int>? MinSpecial { get; set; }

    /// <summary>At least how many upper case letters.</summary>
    [Input("minUpper")]
    public Input<int>? MinUpper { get; set; }

    /// <summary>Whether there may be digits.</summary>
    [Obsolete("Use Numeric instead.")]
    [Input("number")]
    public Input<bool>? Number { get; set; }

    /// <summary>Whether there may be digits.</summary>
    [Input("numeric")]
    public Input<bool>? Numeric { get; set; }

    /// <summary>The special characters to choose from.</summary>
    [Input("overrideSpecial")]
    public Input<string>? OverrideSpecial { get; set; }

    [Input("result")]
    private Input<string>? _result;

    /// <summary>The characters.</summary>
    public Input<string>? Result
    {
        get => _result;
        set
        {
            var emptySecret = Output.CreateSecret(0);
            _result = Output.Tuple<Input<string>?, int>(value, emptySecret).Apply(both => both.Item1);
        }
    }

    /// <summary>Whether there may be special characters.</summary>
    [Input("special")]
    public Input<bool>? Special { get; set; }

    /// <summary>Whether there may be upper case letters.</summary>
    [Input("upper")]
    public Input<bool>? Upper { get; set; }
}

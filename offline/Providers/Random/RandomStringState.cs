namespace Pulumi.Random;

/// <summary>What is known of an existing <see cref="RandomString"/>.</summary>
public sealed class RandomStringState : ResourceArgs
{
    /// <summary>Nothing known.</summary>
    public static new RandomStringState Empty => new();

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

    /// <summary>The characters.</summary>
    [Input("result")]
    public Input<string>? Result { get; set; }

    /// <summary>Whether there may be special characters.</summary>
    [Input("special")]
    public Input<bool>? Special { get; set; }

    /// <summary>Whether there may be upper case letters.</summary>
    [Input("upper")]
    public Input<bool>? Upper { get; set; }
}

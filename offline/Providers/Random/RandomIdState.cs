namespace Pulumi.Random;

/// <summary>What is known of an existing <see cref="RandomId"/>.</summary>
public sealed class RandomIdState : ResourceArgs
{
    /// <summary>Nothing known.</summary>
    public static new RandomIdState Empty => new();

    /// <summary>The bytes in base 64.</summary>
    [Input("b64Std")]
    public Input<string>? B64Std { get; set; }

    /// <summary>The bytes in base 64 for addresses.</summary>
    [Input("b64Url")]
    public Input<string>? B64Url { get; set; }

    /// <summary>How many bytes.</summary>
    [Input("byteLength")]
    public Input<int>? ByteLength { get; set; }

    /// <summary>The bytes as a decimal number.</summary>
    [Input("dec")]
    public Input<string>? Dec { get; set; }

    /// <summary>The bytes in hexadecimal.</summary>
    [Input("hex")]
    public Input<string>? Hex { get; set; }

    [Input("keepers")]
    private InputMap<string>? _keepers;

    /// <summary>Values that bring a new result when they change.</summary>
    public InputMap<string> Keepers
    {
        get => _keepers ??= [];
        set => _keepers = value;
    }

    /// <summary>What comes before the bytes in every writing.</summary>
    [Input("prefix")]
    public Input<string>? Prefix { get; set; }
}

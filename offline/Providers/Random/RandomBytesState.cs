namespace Pulumi.Random;

/// <summary>What is known of an existing <see cref="RandomBytes"/>.</summary>
public sealed class RandomBytesState : ResourceArgs
{
    /// <summary>Nothing known.</summary>
    public static new RandomBytesState Empty => new();

    [Input("base64")]
    private Input<string>? _base64;

    /// <summary>The bytes in base 64.</summary>
    public Input<string>? Base64
    {
        get => _base64;
        set
        {
            var emptySecret = Output.CreateSecret(0);
            _base64 = Output.Tuple<Input<string>?, int>(value, emptySecret).Apply(both => both.Item1);
        }
    }

    [Input("hex")]
    private Input<string>? _hex;

    /// <summary>The bytes in hexadecimal.</summary>
    public Input<string>? Hex
    {
        get => _hex;
        set
        {
            var emptySecret = Output.CreateSecret(0);
            _hex = Output.Tuple<Input<string>?, int>(value, emptySecret).Apply(both => both.Item1);
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

    /// <summary>How many bytes.</summary>
    [Input("length")]
    public Input<int>? Length { get; set; }
}

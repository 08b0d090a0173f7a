namespace Pulumi.Random;

/// <summary>What a <see cref="RandomId"/> is made from.</summary>
public sealed class RandomIdArgs : ResourceArgs
{
    /// <summary>No argument set.</summary>
    public static new RandomIdArgs Empty => new();

    /// <summary>How many bytes.</summary>
    [Input("byteLength", required: true)]
    public Input<int> ByteLength { get; set; } = null!;

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

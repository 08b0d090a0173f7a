namespace Pulumi.Random;

/// <summary>What a <see cref="RandomBytes"/> is made from.</summary>
public sealed class RandomBytesArgs : ResourceArgs
{
    /// <summary>No argument set.</summary>
    public static new RandomBytesArgs Empty => new();

    [Input("keepers")]
    private InputMap<string>? _keepers;

    /// <summary>Values that bring a new result when they change.</summary>
    public InputMap<string> Keepers
    {
        get => _keepers ??= [];
        set => _keepers = value;
    }

    /// <summary>How many bytes.</summary>
    [Input("length", required: true)]
    public Input<int> Length { get; set; } = null!;
}

namespace Pulumi.Random;

/// <summary>What a <see cref="RandomInteger"/> is made from.</summary>
public sealed class RandomIntegerArgs : ResourceArgs
{
    /// <summary>No argument set.</summary>
    public static new RandomIntegerArgs Empty => new();

    [Input("keepers")]
    private InputMap<string>? _keepers;

    /// <summary>Values that bring a new result when they change.</summary>
    public InputMap<string> Keepers
    {
        get => _keepers ??= [];
        set => _keepers = value;
    }

    /// <summary>The greatest possible result.</summary>
    [Input("max", required: true)]
    public Input<int> Max { get; set; } = null!;

    /// <summary>The least possible result.</summary>
    [Input("min", required: true)]
    public Input<int> Min { get; set; } = null!;

    /// <summary>What the result is derived from.</summary>
    [Input("seed")]
    public Input<string>? Seed { get; set; }
}

namespace Pulumi.Random;

/// <summary>What a <see cref="RandomShuffle"/> is made from.</summary>
public sealed class RandomShuffleArgs : ResourceArgs
{
    /// <summary>No argument set.</summary>
    public static new RandomShuffleArgs Empty => new();

    [Input("inputs", required: true)]
    private InputList<string>? _inputs;

    /// <summary>The list.</summary>
    public InputList<string> Inputs
    {
        get => _inputs ??= [];
        set => _inputs = value;
    }

    [Input("keepers")]
    private InputMap<string>? _keepers;

    /// <summary>Values that bring a new result when they change.</summary>
    public InputMap<string> Keepers
    {
        get => _keepers ??= [];
        set => _keepers = value;
    }

    /// <summary>How many elements of it.</summary>
    [Input("resultCount")]
    public Input<int>? ResultCount { get; set; }

    /// <summary>What the order is derived from.</summary>
    [Input("seed")]
    public Input<string>? Seed { get; set; }
}

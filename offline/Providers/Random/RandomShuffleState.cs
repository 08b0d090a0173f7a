namespace Pulumi.Random;

/// <summary>What is known of an existing <see cref="RandomShuffle"/>.</summary>
public sealed class RandomShuffleState : ResourceArgs
{
    /// <summary>Nothing known.</summary>
    public static new RandomShuffleState Empty => new();

    [Input("inputs")]
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

    [Input("results")]
    private InputList<string>? _results;

    /// <summary>The elements in their new order.</summary>
    public InputList<string> Results
    {
        get => _results ??= [];
        set => _results = value;
    }

    /// <summary>What the order is derived from.</summary>
    [Input("seed")]
    public Input<string>? Seed { get; set; }
}

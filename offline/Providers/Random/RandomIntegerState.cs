namespace Pulumi.Random;

/// <summary>What is known of an existing <see cref="RandomInteger"/>.</summary>
public sealed class RandomIntegerState : ResourceArgs
{
    /// <summary>Nothing known.</summary>
    public static new RandomIntegerState Empty => new();

    [Input("keepers")]
    private InputMap<string>? _keepers;

    /// <summary>Values that bring a new result when they change.</summary>
    public InputMap<string> Keepers
    {
        get => _keepers ??= [];
        set => _keepers = value;
    }

    /// <summary>The greatest possible result.</summary>
    [Input("max")]
    public Input<int>? Max { get; set; }

    /// <summary>The least possible result.</summary>
    [Input("min")]
    public Input<int>? Min { get; set; }

    /// <summary>The number.</summary>
    [Input("result")]
    public Input<int>? Result { get; set; }

    /// <summary>What the result is derived from.</summary>
    [Input("seed")]
    public Input<string>? Seed { get; set; }
}

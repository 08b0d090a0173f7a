namespace Pulumi.Random;

/// <summary>What is known of an existing <see cref="RandomUuid"/>.</summary>
public sealed class RandomUuidState : ResourceArgs
{
    /// <summary>Nothing known.</summary>
    public static new RandomUuidState Empty => new();

    [Input("keepers")]
    private InputMap<string>? _keepers;

    /// <summary>Values that bring a new result when they change.</summary>
    public InputMap<string> Keepers
    {
        get => _keepers ??= [];
        set => _keepers = value;
    }

    /// <summary>The UUID.</summary>
    [Input("result")]
    public Input<string>? Result { get; set; }
}

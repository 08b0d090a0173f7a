namespace Pulumi.Random;

/// <summary>What a <see cref="RandomUuid"/> is made from.</summary>
public sealed class RandomUuidArgs : ResourceArgs
{
    /// <summary>No argument set.</summary>
    public static new RandomUuidArgs Empty => new();

    [Input("keepers")]
    private InputMap<string>? _keepers;

    /// <summary>Values that bring a new result when they change.</summary>
    public InputMap<string> Keepers
    {
        get => _keepers ??= [];
        set => _keepers = value;
    }
}

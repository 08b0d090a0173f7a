namespace Pulumi.Random;

/// <summary>What a <see cref="RandomPet"/> is made from.</summary>
public sealed class RandomPetArgs : ResourceArgs
{
    /// <summary>No argument set.</summary>
    public static new RandomPetArgs Empty => new();

    [Input("keepers")]
    private InputMap<string>? _keepers;

    /// <summary>Values that bring a new result when they change.</summary>
    public InputMap<string> Keepers
    {
        get => _keepers ??= [];
        set => _keepers = value;
    }

    /// <summary>How many words.</summary>
    [Input("length")]
    public Input<int>? Length { get; set; }

    /// <summary>What comes before the words.</summary>
    [Input("prefix")]
    public Input<string>? Prefix { get; set; }

    /// <summary>What stands between the words.</summary>
    [Input("separator")]
    public Input<string>? Separator { get; set; }
}

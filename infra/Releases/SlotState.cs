using System.Collections.Immutable;

namespace Slipway.Infra.Releases;

/// <summary>What is known of one slot of a workload.</summary>
public sealed record SlotState
{
    /// <summary>Its share of the traffic in percent.</summary>
    public int Weight { get; init; }

    /// <summary>Whether it stays as it runs, whatever the description says now; else it is written from the files.</summary>
    public bool IsKept { get; init; }

    /// <summary>The version in it; null before it was filled, and while its content is being exchanged.</summary>
    public string? Version { get; init; }

    /// <summary>The description the version was made from, with placeholders; null where the target needs none to keep it.</summary>
    public string? Description { get; init; }

    /// <summary>The image the version runs; null where it runs a build.</summary>
    public string? Image { get; init; }

    /// <summary>The build the version runs; empty where it runs an image.</summary>
    public string Build { get; init; } = "";

    /// <summary>The ports it listens on, by what listens, on a target that gives them out.</summary>
    public ImmutableSortedDictionary<string, int> Ports { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The names of the migrations the version comes with.</summary>
    public ImmutableArray<string> Migrations { get; init; } = [];
}

using System.Collections.Immutable;

namespace Slipway.Policies.Graph;

/// <summary>One resource: as an update would leave it, or as a state holds it.</summary>
public sealed record GraphResource
{
    public required string Urn { get; init; }

    /// <summary>Pulumi's token: <c>aws:rds/instance:Instance</c>.</summary>
    public required string Type { get; init; }

    public required string Name { get; init; }

    /// <summary>False for components and the stack.</summary>
    public required bool Custom { get; init; }

    public GraphStep Step { get; init; } = GraphStep.Same;

    /// <summary>What the program gave; of a resource that goes, what it was given last.</summary>
    public GraphValue.Map Inputs { get; init; } = GraphValue.Map.Empty;

    /// <summary>What it was given by the update before; null when there is none, or the source does not say.</summary>
    public GraphValue.Map? InputsBefore { get; init; }

    /// <summary>Null as long as the resource was not made.</summary>
    public GraphValue.Map? Outputs { get; init; }

    public string? Id { get; init; }

    public GraphResourceOptions Options { get; init; } = GraphResourceOptions.None;

    /// <summary>URN of the parent; null for the stack itself.</summary>
    public string? Parent { get; init; }

    /// <summary>URNs it comes after.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>Per input, the URNs its value came from; null when the source does not say (an event log).</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>>? PropertyDependencies { get; init; }

    /// <summary>URN of the provider that makes it, without the provider's id.</summary>
    public string? Provider { get; init; }

    /// <summary>File and line of the program that declared it, where known.</summary>
    public string? SourcePosition { get; init; }
}

using System.Collections.Immutable;

namespace Slipway.Infra.Workloads;

/// <summary>A resource of an environment, once, however many workloads use it.</summary>
public sealed record CatalogResource
{
    /// <summary>What makes it this resource.</summary>
    public required ResourceIdentity Identity { get; init; }

    /// <summary>The name for what is deployed; unique in the environment, and never changed by other resources.</summary>
    public string Name => Identity.ShortName;

    /// <summary>The type, such as <c>postgres</c>.</summary>
    public string Type => Identity.Type;

    /// <summary>The class; <c>default</c> where none is given.</summary>
    public string Class => Identity.Class;

    /// <summary>The workloads that use it and the name each has for it, ordered by workload.</summary>
    public required ImmutableArray<ResourceUse> Uses { get; init; }

    /// <summary>The workload whose declaration gives the parameters: references inside them are to its resources.</summary>
    public required Workload Owner { get; init; }

    /// <summary>The parameters, with placeholders.</summary>
    public ScoreMap Params { get; init; } = ScoreMap.Empty;

    /// <summary>Everything under <c>metadata</c>.</summary>
    public ScoreMap Metadata { get; init; } = ScoreMap.Empty;

    /// <summary>For a <c>service-port</c>, the workload and port it stands for.</summary>
    public ServicePortTarget? ServicePort { get; init; }
}

/// <summary>A workload that uses a resource, and its name for it.</summary>
public sealed record ResourceUse(Workload Workload, WorkloadResource Resource);

/// <summary>What a <c>service-port</c> resource stands for.</summary>
public sealed record ServicePortTarget(Workload Workload, ServicePort Port);

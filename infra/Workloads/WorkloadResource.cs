namespace Slipway.Infra.Workloads;

/// <summary>Something a workload needs, under the name by which its placeholders call it.</summary>
public sealed record WorkloadResource
{
    /// <summary>The name inside the workload.</summary>
    public required string Name { get; init; }

    /// <summary>What makes it the same resource as another workload's.</summary>
    public required ResourceIdentity Identity { get; init; }

    /// <summary>The type, such as <c>postgres</c>.</summary>
    public string Type => Identity.Type;

    /// <summary>The class; <c>default</c> where none is given.</summary>
    public string Class => Identity.Class;

    /// <summary>The id given in the file; null for a resource of this workload alone.</summary>
    public string? Id { get; init; }

    /// <summary>Everything under <c>metadata</c>; null where nothing is given.</summary>
    public ScoreMap? Metadata { get; init; }

    /// <summary>The parameters, with placeholders; null where nothing is given.</summary>
    public ScoreMap? Params { get; init; }

    /// <summary>The file that declares it: the Score file or its override.</summary>
    public required string File { get; init; }

    /// <summary>The line that declares it.</summary>
    public int Line { get; init; }
}

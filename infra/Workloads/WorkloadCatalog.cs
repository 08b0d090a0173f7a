using System.Collections.Immutable;

namespace Slipway.Infra.Workloads;

/// <summary>All workloads of an environment and the resources they share.</summary>
public sealed class WorkloadCatalog
{
    private WorkloadCatalog(ImmutableArray<Workload> workloads, ImmutableArray<CatalogResource> resources)
    {
        Workloads = workloads;
        Resources = resources;
    }

    /// <summary>The workloads, ordered by name.</summary>
    public ImmutableArray<Workload> Workloads { get; }

    /// <summary>The resources in the order in which they can be provisioned: what parameters refer to comes first.</summary>
    public ImmutableArray<CatalogResource> Resources { get; }

    /// <summary>Reads all Score files of an environment; throws <see cref="WorkloadException"/> with everything that is wrong.</summary>
    public static WorkloadCatalog Read(IEnumerable<WorkloadSource> sources) => Create(WorkloadReader.ReadAll(sources));

    /// <summary>Puts workloads together; throws <see cref="WorkloadException"/> with everything that does not fit.</summary>
    public static WorkloadCatalog Create(IEnumerable<Workload> workloads) => throw new NotImplementedException();

    /// <summary>The resource that a workload calls by this name.</summary>
    public CatalogResource Resource(Workload workload, string name) => throw new NotImplementedException();
}

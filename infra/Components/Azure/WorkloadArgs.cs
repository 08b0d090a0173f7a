using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Azure;

public sealed class WorkloadArgs : ResourceArgs
{
    public required Workload Workload { get; init; }

    public required WorkloadPlan Plan { get; init; }

    /// <summary>How it is reached; null for a workload without a port.</summary>
    public required IngressPlan? Ingress { get; init; }

    /// <summary>Where its own images come from; null where they need no identity to be pulled.</summary>
    public required RegistryAccess? Registry { get; init; }

    public required AppEnvironment Environment { get; init; }

    /// <summary>What must be there before it starts.</summary>
    public required ImmutableArray<Resource> After { get; init; }

    /// <summary>The slots of its releases; null before the first one.</summary>
    public ReleaseState? Release { get; init; }

    /// <summary>Replicas it may scale out to.</summary>
    public required int MaxReplicas { get; init; }

    /// <summary>Requests at once in one replica before another is started.</summary>
    public required int RequestsPerReplica { get; init; }
}

/// <summary>A registry and what the right to pull from it is granted on.</summary>
public sealed record RegistryAccess(Input<string> Address, Input<string> Id);

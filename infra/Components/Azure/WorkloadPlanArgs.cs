using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Azure;

/// <summary>What a plan is made from: the workload, and what its placeholders have become.</summary>
public sealed record WorkloadPlanArgs
{
    public required Workload Workload { get; init; }

    /// <summary>Thousandths of a processor for a container that does not say.</summary>
    public required int DefaultMillicores { get; init; }

    public required Func<WorkloadContainer, Input<string>> Image { get; init; }

    /// <summary>A text with its placeholders filled in.</summary>
    public required Func<Template, Output<string>> Text { get; init; }

    /// <summary>Where the text of a variable is kept, if anything in it is secret.</summary>
    public required Func<WorkloadContainer, string, Template, StoredSecret?> Secret { get; init; }

    /// <summary>Where the text of a file is kept.</summary>
    public required Func<WorkloadContainer, int, Template, StoredSecret> File { get; init; }

    /// <summary>A volume by its name in the workload: a name for the mount, and what it is in the environment.</summary>
    public required Func<string, bool, VolumeMount> Mount { get; init; }

    /// <summary>Variables every container gets unless it sets them itself.</summary>
    public required ImmutableSortedDictionary<string, StoredSecret> Added { get; init; }

    /// <summary>Containers of the platform that run beside the workload's own.</summary>
    public ImmutableArray<ContainerPlan> Beside { get; init; } = [];
}

/// <summary>A volume as an app of the environment mounts it.</summary>
public sealed record VolumeMount(string Name, Output<string> Storage);

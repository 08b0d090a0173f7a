using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Kubernetes;

public sealed class WorkloadJobArgs : ResourceArgs
{
    public required Workload Workload { get; init; }

    /// <summary>The pod, given the account it runs as and the component it is part of.</summary>
    public required Func<Output<string>, Resource, WorkloadPod> Pod { get; init; }

    /// <summary>What must be there before it starts.</summary>
    public required ImmutableArray<Resource> After { get; init; }
}

/// <summary>A workload that runs to its end: a Job, run anew when anything about it changes.</summary>
public sealed class WorkloadJob : ComponentResource
{
    public WorkloadJob(string name, Cluster cluster, WorkloadJobArgs args)
        : base("slipway:kubernetes:Workload", name, cluster.Options())
    {
        var identity = new Identity(name, cluster, name, this);
        // No name of its own: the pods of a job cannot be changed, so that a changed job is a new one beside the old.
        var metadata = cluster.Metadata(null, name);
        metadata.Annotations.Add("pulumi.com/replaceUnready", "true");
        _ = new Job(Names.Of(Names.LongestWithSuffix, name, "job"), new JobArgs
        {
            Metadata = metadata,
            Spec = new JobSpecArgs
            {
                BackoffLimit = 3,
                Completions = args.Workload.Replicas,
                Parallelism = args.Workload.Replicas,
                Template = args.Pod(identity.Account, this).Pod.Template(cluster),
            },
        }, cluster.ChildOf(this, [.. args.After]));
        RegisterOutputs();
    }
}

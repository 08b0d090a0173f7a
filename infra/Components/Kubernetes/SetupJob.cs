using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Kubernetes;

public sealed class SetupJobArgs : ResourceArgs
{
    /// <summary>The part its pods belong to, whose connections they have.</summary>
    public required string Part { get; init; }

    public required string Image { get; init; }

    public required int User { get; init; }

    /// <summary>The shell script to run; running it again changes nothing.</summary>
    public required string Script { get; init; }

    /// <summary>Where its secrets are.</summary>
    public required Secrets Secrets { get; init; }

    /// <summary>Variables and where each comes from.</summary>
    public required ImmutableArray<EnvVarArgs> Variables { get; init; }

    public required Output<string> Account { get; init; }

    public ImmutableArray<Resource> After { get; init; } = [];
}

/// <summary>
/// Runs a script in the cluster once, and anew whenever it or its secrets change. What it made stays when it is removed:
/// databases and buckets are deleted by whoever means to.
/// </summary>
public sealed class SetupJob : ComponentResource
{
    public SetupJob(string name, Cluster cluster, SetupJobArgs args, Resource parent)
        : base("slipway:kubernetes:SetupJob", name, new ComponentResourceOptions { Parent = parent })
    {
        var pod = new Pod
        {
            Name = args.Part,
            ServiceAccount = args.Account,
            RestartPolicy = "Never",
            User = args.User,
            FileGroup = args.User,
            PullSecret = cluster.Registry.PullSecret,
            Annotations = ImmutableSortedDictionary<string, Input<string>>.Empty.Add("slipway.dev/configuration", args.Secrets.Hash),
            Containers =
            [
                Pod.Container(new ContainerArgs
                {
                    Name = "setup",
                    Image = args.Image,
                    Command = new[] { "/bin/sh", "-eu", "-c", Pod.Literal(args.Script) },
                    Env = args.Variables.ToArray(),
                    Resources = Sizes.Requirements(Sizes.Of(20, 32), Sizes.Of(200, 128)),
                }),
            ],
        };
        // No name of its own: the pods of a job cannot be changed, so that a changed job is a new one beside the old.
        var metadata = cluster.Metadata(null, args.Part);
        metadata.Annotations.Add("pulumi.com/replaceUnready", "true");
        Done = new Job(Names.Of(Names.LongestWithSuffix, name, "job"), new JobArgs
        {
            Metadata = metadata,
            Spec = new JobSpecArgs { BackoffLimit = 6, ActiveDeadlineSeconds = 600, Template = pod.Template(cluster) },
        }, cluster.ChildOf(this, [.. args.After]));
        RegisterOutputs();
    }

    /// <summary>The script, run to its end.</summary>
    public Resource Done { get; }
}

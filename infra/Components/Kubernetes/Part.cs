using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Apps.V1;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Policy.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Policy.V1;
using Slipway.Infra.Workloads;
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace Slipway.Infra.Components.Kubernetes;

public sealed class PartArgs : ResourceArgs
{
    public required string Image { get; init; }

    /// <summary>What replaces the entrypoint of the image; empty keeps it.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    public ImmutableArray<string> Arguments { get; init; } = [];

    public ImmutableArray<EnvVarArgs> Variables { get; init; } = [];

    /// <summary>The ports it listens on; others reach it under its name.</summary>
    public required ImmutableArray<int> Ports { get; init; }

    /// <summary>The numeric user of the image, and its group.</summary>
    public required int User { get; init; }

    /// <summary>What it reads besides <see cref="Variables"/>: the texts and secrets, each mounted as a whole.</summary>
    public ImmutableArray<ConfigurationFolder> Folders { get; init; } = [];

    /// <summary>Changes when its configuration does.</summary>
    public Output<string>? ConfigurationHash { get; init; }

    /// <summary>Folders it writes to that may be gone with the pod, besides /tmp.</summary>
    public ImmutableArray<string> Scratch { get; init; } = [];

    /// <summary>Where its disk is mounted; null for a part that keeps nothing.</summary>
    public string? DataPath { get; init; }

    /// <summary>The size of its disk.</summary>
    public string DataSize { get; init; } = "";

    /// <summary>How many instances run; one for a part with a disk.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>What tells that it can be used.</summary>
    public required ProbeArgs Ready { get; init; }

    public ComputeSize Requests { get; init; } = Sizes.Of(50, 64);

    public ComputeSize Limits { get; init; } = Sizes.Of(500, 256);

    public int GraceSeconds { get; init; } = 30;

    /// <summary>Containers beside it.</summary>
    public ImmutableArray<ContainerArgs> Beside { get; init; } = [];

    public ImmutableArray<Resource> After { get; init; } = [];
}

/// <summary>A ConfigMap or Secret as a folder of files.</summary>
public sealed record ConfigurationFolder(string Path, Output<string>? Texts, Output<string>? Secret);

/// <summary>A part of the platform that runs in the namespace: one with a disk as a StatefulSet, another as a Deployment.</summary>
public sealed class Part : ComponentResource
{
    public Part(string name, Cluster cluster, PartArgs args, Resource parent)
        : base("slipway:kubernetes:Part", name, new ComponentResourceOptions { Parent = parent })
    {
        var identity = new Identity(name, cluster, name, this);
        var service = new Service($"{name}-service", new ServiceArgs
        {
            Metadata = cluster.Metadata(name, name),
            Spec = new ServiceSpecArgs
            {
                Type = "ClusterIP",
                Selector = Cluster.Selector(name),
                Ports = args.Ports.Select(port => new ServicePortArgs { Name = $"port-{port}", Port = port, TargetPort = port, Protocol = "TCP" }).ToArray(),
            },
        }, cluster.ChildOf(this));
        Host = Cluster.NameOf(service, name);
        var template = Template(name, cluster, args, identity);
        Ready = args.DataPath is null ? Stateless(name, cluster, args, template) : Stateful(name, cluster, args, template);
        RegisterOutputs();
    }

    /// <summary>The name others in the namespace reach it under.</summary>
    public Output<string> Host { get; }

    /// <summary>The part, ready.</summary>
    public Resource Ready { get; }

    private static PodTemplateSpecArgs Template(string name, Cluster cluster, PartArgs args, Identity identity)
    {
        var volumes = new List<VolumeArgs>();
        var mounts = new List<VolumeMountArgs>();
        foreach (var (folder, index) in args.Folders.Select((folder, index) => (folder, index)))
        {
            var volume = new VolumeArgs { Name = $"configuration-{index}" };
            if (folder.Texts is not null)
                volume.ConfigMap = new ConfigMapVolumeSourceArgs { Name = folder.Texts };
            else
                volume.Secret = new SecretVolumeSourceArgs { SecretName = folder.Secret!, DefaultMode = 0b100_100_000 };
            volumes.Add(volume);
            mounts.Add(new VolumeMountArgs { Name = $"configuration-{index}", MountPath = folder.Path, ReadOnly = true });
        }
        foreach (var (path, index) in args.Scratch.Select((path, index) => (path, index)))
        {
            volumes.Add(new VolumeArgs { Name = $"scratch-{index}", EmptyDir = new EmptyDirVolumeSourceArgs { SizeLimit = "1Gi" } });
            mounts.Add(new VolumeMountArgs { Name = $"scratch-{index}", MountPath = path });
        }
        if (args.DataPath is not null)
            mounts.Add(new VolumeMountArgs { Name = "data", MountPath = args.DataPath });
        var container = new ContainerArgs
        {
            Name = name,
            Image = args.Image,
            Ports = args.Ports.Select(port => new ContainerPortArgs { ContainerPortValue = port, Protocol = "TCP" }).ToArray(),
            ReadinessProbe = args.Ready,
            Resources = Sizes.Requirements(args.Requests, args.Limits),
            VolumeMounts = mounts.ToArray(),
        };
        if (!args.Command.IsEmpty)
            container.Command = args.Command.Select(Pod.Literal).ToArray();
        if (!args.Arguments.IsEmpty)
            container.Args = args.Arguments.Select(Pod.Literal).ToArray();
        if (!args.Variables.IsEmpty)
            container.Env = args.Variables.ToArray();
        return new Pod
        {
            Name = name,
            ServiceAccount = identity.Account,
            Containers = [Pod.Container(container), .. args.Beside],
            Volumes = [.. volumes],
            User = args.User,
            FileGroup = args.User,
            GraceSeconds = args.GraceSeconds,
            PullSecret = cluster.Registry.PullSecret,
            Annotations = args.ConfigurationHash is { } hash
                ? ImmutableSortedDictionary<string, Input<string>>.Empty.Add("slipway.dev/configuration", hash)
                : ImmutableSortedDictionary<string, Input<string>>.Empty,
        }.Template(cluster);
    }

    private StatefulSet Stateful(string name, Cluster cluster, PartArgs args, PodTemplateSpecArgs template)
    {
        var claim = new PersistentVolumeClaimSpecArgs
        {
            AccessModes = { "ReadWriteOnce" },
            Resources = new VolumeResourceRequirementsArgs { Requests = { { "storage", args.DataSize } } },
        };
        if (cluster.Storage.ClassName.Length > 0)
            claim.StorageClassName = cluster.Storage.ClassName;
        var options = cluster.ChildOf(this, [.. args.After]);
        options.Protect = cluster.Protect;
        return new StatefulSet($"{name}-set", new StatefulSetArgs
        {
            Metadata = cluster.Metadata(name, name),
            Spec = new StatefulSetSpecArgs
            {
                ServiceName = Host,
                Replicas = 1,
                Selector = new LabelSelectorArgs { MatchLabels = Cluster.Selector(name) },
                Template = template,
                UpdateStrategy = new StatefulSetUpdateStrategyArgs { Type = "RollingUpdate" },
                VolumeClaimTemplates = new PersistentVolumeClaimArgs
                {
                    // The template of a claim cannot be changed: what may change, such as the owner, is not in it.
                    Metadata = new ObjectMetaArgs { Name = "data", Labels = Cluster.Selector(name) },
                    Spec = claim,
                },
                // A disk is deleted by whoever means to, never along with what used it.
                PersistentVolumeClaimRetentionPolicy = new StatefulSetPersistentVolumeClaimRetentionPolicyArgs { WhenDeleted = "Retain", WhenScaled = "Retain" },
            },
        }, options);
    }

    private Deployment Stateless(string name, Cluster cluster, PartArgs args, PodTemplateSpecArgs template)
    {
        if (args.Replicas > 1)
        {
            _ = new PodDisruptionBudget($"{name}-budget", new PodDisruptionBudgetArgs
            {
                Metadata = cluster.Metadata(name, name),
                Spec = new PodDisruptionBudgetSpecArgs
                {
                    MaxUnavailable = 1,
                    Selector = new LabelSelectorArgs { MatchLabels = Cluster.Selector(name) },
                    UnhealthyPodEvictionPolicy = "AlwaysAllow",
                },
            }, cluster.ChildOf(this));
        }
        return new Deployment($"{name}-deployment", new DeploymentArgs
        {
            Metadata = cluster.Metadata(name, name),
            Spec = new DeploymentSpecArgs
            {
                Replicas = args.Replicas,
                RevisionHistoryLimit = 3,
                Selector = new LabelSelectorArgs { MatchLabels = Cluster.Selector(name) },
                Strategy = new DeploymentStrategyArgs
                {
                    Type = "RollingUpdate",
                    RollingUpdate = new RollingUpdateDeploymentArgs { MaxSurge = 1, MaxUnavailable = 0 },
                },
                Template = template,
            },
        }, cluster.ChildOf(this, [.. args.After]));
    }
}

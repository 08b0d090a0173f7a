using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>A pod as this platform runs all of them: what the pod security standard <c>restricted</c> asks for, and a read-only root.</summary>
public sealed record Pod
{
    private const string TemporaryVolume = "tmp";

    /// <summary>The workload or part it belongs to.</summary>
    public required string Name { get; init; }

    public string Slot { get; init; } = "";

    public required Output<string> ServiceAccount { get; init; }

    /// <summary>Containers that run before the others: to their end, or, with a restart policy, beside them.</summary>
    public ImmutableArray<ContainerArgs> First { get; init; } = [];

    public required ImmutableArray<ContainerArgs> Containers { get; init; }

    public ImmutableArray<VolumeArgs> Volumes { get; init; } = [];

    public ImmutableSortedDictionary<string, Input<string>> Annotations { get; init; } = ImmutableSortedDictionary<string, Input<string>>.Empty;

    /// <summary>The user it runs as; null for the one its image names.</summary>
    public int? User { get; init; }

    /// <summary>The group its files and volumes belong to.</summary>
    public required int FileGroup { get; init; }

    public string? RestartPolicy { get; init; }

    public int GraceSeconds { get; init; } = 30;

    /// <summary>The secret images are pulled with; null for none.</summary>
    public Output<string>? PullSecret { get; init; }

    /// <summary>A container that can neither change its image nor gain rights; it may write to /tmp and to its volumes.</summary>
    /// <param name="hasTemporaryFolder">Whether something is mounted at /tmp already.</param>
    public static ContainerArgs Container(ContainerArgs container, bool hasTemporaryFolder = false)
    {
        container.SecurityContext = new SecurityContextArgs
        {
            AllowPrivilegeEscalation = false,
            Privileged = false,
            ReadOnlyRootFilesystem = true,
            RunAsNonRoot = true,
            Capabilities = new CapabilitiesArgs { Drop = { "ALL" } },
            SeccompProfile = new SeccompProfileArgs { Type = "RuntimeDefault" },
        };
        container.ImagePullPolicy = "IfNotPresent";
        container.TerminationMessagePolicy = "FallbackToLogsOnError";
        if (!hasTemporaryFolder)
            container.VolumeMounts.Add(new VolumeMountArgs { Name = TemporaryVolume, MountPath = "/tmp" });
        return container;
    }

    /// <summary>
    /// A word of a command or the value of a variable that means exactly this text: Kubernetes puts variables in for
    /// <c>$(NAME)</c>, which neither Score nor another target does.
    /// </summary>
    public static string Literal(string text) => text.Replace("$", "$$");

    public PodTemplateSpecArgs Template(Cluster cluster)
    {
        var annotations = new InputMap<string>();
        foreach (var (name, value) in Annotations)
            annotations.Add(name, value);
        var security = new PodSecurityContextArgs
        {
            RunAsNonRoot = true,
            FsGroup = FileGroup,
            FsGroupChangePolicy = "OnRootMismatch",
            SeccompProfile = new SeccompProfileArgs { Type = "RuntimeDefault" },
        };
        if (User is { } user)
        {
            security.RunAsUser = user;
            security.RunAsGroup = FileGroup;
        }
        var spec = new PodSpecArgs
        {
            ServiceAccountName = ServiceAccount,
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            TerminationGracePeriodSeconds = GraceSeconds,
            SecurityContext = security,
            Containers = Containers.ToArray(),
            Volumes = Volumes.Add(new VolumeArgs { Name = TemporaryVolume, EmptyDir = new EmptyDirVolumeSourceArgs { SizeLimit = "256Mi" } }).ToArray(),
            TopologySpreadConstraints = new[] { Spread("topology.kubernetes.io/zone"), Spread("kubernetes.io/hostname") },
        };
        if (!First.IsEmpty)
            spec.InitContainers = First.ToArray();
        if (RestartPolicy is not null)
            spec.RestartPolicy = RestartPolicy;
        if (PullSecret is not null)
            spec.ImagePullSecrets = new LocalObjectReferenceArgs { Name = PullSecret };
        return new PodTemplateSpecArgs
        {
            Metadata = new ObjectMetaArgs { Labels = cluster.Labels(Name, Slot), Annotations = annotations },
            Spec = spec,
        };
    }

    private TopologySpreadConstraintArgs Spread(string topology) => new()
    {
        MaxSkew = 1,
        TopologyKey = topology,
        WhenUnsatisfiable = "ScheduleAnyway",
        LabelSelector = new LabelSelectorArgs { MatchLabels = Cluster.Selector(Name, Slot) },
    };
}

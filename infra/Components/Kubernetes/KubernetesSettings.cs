using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>What a stack on a cluster is set to.</summary>
public sealed record KubernetesSettings
{
    public required string Stack { get; init; }

    public required Labels Labels { get; init; }

    /// <summary>The images of workloads that leave theirs open.</summary>
    public required ImageSource Images { get; init; }

    /// <summary>What <c>environment</c> resources give, by key.</summary>
    public required IReadOnlyDictionary<string, Output<string>> Environment { get; init; }

    public required MonitoringSettings Monitoring { get; init; }

    /// <summary>Keys of <see cref="Environment"/> whose values nobody may read.</summary>
    public required ImmutableSortedSet<string> SecretEnvironment { get; init; }

    /// <summary>The entry of kubeconfig that names the cluster: never the one that happens to be current.</summary>
    public required string Context { get; init; }

    public required string Namespace { get; init; }

    /// <summary>What <c>dns</c> resources give names under.</summary>
    public required string Domain { get; init; }

    public required GatewaySettings Gateway { get; init; }

    public required RegistrySettings Registry { get; init; }

    /// <summary>Images of the platform's own parts, by name.</summary>
    public required ImmutableSortedDictionary<string, string> PartImages { get; init; }

    public required StorageSettings Storage { get; init; }

    /// <summary>How many instances a workload that does not say has.</summary>
    public required int Replicas { get; init; }

    /// <summary>How many instances a workload may grow to.</summary>
    public required int MaximumReplicas { get; init; }

    /// <summary>Processor use, in percent of what is requested, above which instances are added.</summary>
    public required int CpuTarget { get; init; }

    /// <summary>What a container that does not say gets.</summary>
    public required ComputeSize Requests { get; init; }

    /// <summary>The most a container that does not say may use.</summary>
    public required ComputeSize Limits { get; init; }

    /// <summary>How long an instance still takes requests after it was taken out of routing, until all routers have heard of it.</summary>
    public required int NoticeSeconds { get; init; }

    /// <summary>How long an instance may take to finish after it was told to stop.</summary>
    public required int DrainSeconds { get; init; }

    /// <summary>Workloads that may call HTTPS addresses on the public internet.</summary>
    public required ImmutableSortedSet<string> Internet { get; init; }

    public required SlotPlan Slots { get; init; }

    /// <summary>When databases are dumped, as a cron line.</summary>
    public required string BackupSchedule { get; init; }

    /// <summary>How many dumps are kept.</summary>
    public required int BackupsKept { get; init; }

    /// <summary>Whether the namespace and everything with data refuse to be deleted.</summary>
    public required bool Protect { get; init; }

    /// <summary>Whether only one instance of a workload can run at a time: its disk mounts once.</summary>
    public bool IsSingle(Workload workload) =>
        Storage.Access == "ReadWriteOnce" && workload.Containers.Any(container => !container.Volumes.IsEmpty);

    /// <summary>How many instances of a workload run at least.</summary>
    public int ReplicasOf(Workload workload) =>
        workload.Annotations.ContainsKey("slipway.dev/replicas") || IsSingle(workload) ? workload.Replicas : Replicas;
}

/// <summary>Where requests come in.</summary>
/// <param name="ClassName">The class of the gateway to make; empty when <paramref name="Existing"/> is used.</param>
/// <param name="Existing"><c>namespace/name</c> of a gateway that is there already; empty to make one.</param>
/// <param name="ProxyNamespace">Where the pods that carry the gateway's traffic run.</param>
/// <param name="TlsSecret">The certificate to show; with an issuer, the name it gets.</param>
/// <param name="Issuer">The cert-manager cluster issuer that makes certificates; empty when the certificate is there already.</param>
public sealed record GatewaySettings(string ClassName, string Existing, string ProxyNamespace, string TlsSecret, string Issuer);

/// <summary>How images are pulled: with a secret that is there, with credentials, or, when all is empty, without.</summary>
public sealed record RegistrySettings(string PullSecret, string Server, string User, Output<string>? Password);

/// <summary>Disks: sizes as Kubernetes writes them.</summary>
/// <param name="ClassName">The storage class; empty for the cluster's default.</param>
/// <param name="Access">How volumes of workloads are mounted: <c>ReadWriteOnce</c> or <c>ReadWriteMany</c>.</param>
public sealed record StorageSettings(string ClassName, string Access, string Volume, string Postgres, string S3, string Redis, string Metrics);

using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Autoscaling.V2;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Policy.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Autoscaling.V2;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Policy.V1;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace Slipway.Infra.Components.Kubernetes;

public sealed class WorkloadServiceArgs : ResourceArgs
{
    public required Workload Workload { get; init; }

    public required ImmutableArray<Slot> Slots { get; init; }

    /// <summary>The slot others in the namespace call.</summary>
    public required Slot Live { get; init; }

    /// <summary>The pod of a slot, given the slot, the account it runs as and the component it is part of.</summary>
    public required Func<Slot, Output<string>, Resource, WorkloadPod> Pod { get; init; }

    /// <summary>How many instances it has at least.</summary>
    public required int Replicas { get; init; }

    /// <summary>How many it may grow to.</summary>
    public required int MaximumReplicas { get; init; }

    /// <summary>Processor use in percent above which it grows.</summary>
    public required int CpuTarget { get; init; }

    /// <summary>Whether only one instance can run at a time, the old one gone before the new one comes: its disk mounts once.</summary>
    public required bool IsSingle { get; init; }

    /// <summary>What must be there before it starts.</summary>
    public required ImmutableArray<Resource> After { get; init; }
}

/// <summary>A workload that runs on: a Deployment in each of its slots, each with a Service of its own, and one for the live slot.</summary>
public sealed class WorkloadService : ComponentResource
{
    private readonly Cluster _cluster;
    private readonly WorkloadServiceArgs _args;
    private readonly string _workload;
    private readonly Dictionary<string, Output<string>> _hosts = [];
    private readonly List<Resource> _services = [];
    private readonly List<Deployment> _deployments = [];

    public WorkloadService(string name, Cluster cluster, WorkloadServiceArgs args)
        : base("slipway:kubernetes:Workload", name, cluster.Options())
    {
        _cluster = cluster;
        _args = args;
        _workload = name;
        var identity = new Identity(name, cluster, name, this);
        foreach (var slot in args.Slots)
            Run(slot, identity);
        if (!args.Workload.Ports.IsEmpty)
            _services.Add(Service($"{name}-service", Names.Of(name), args.Live.Name));
        RegisterOutputs();
    }

    /// <summary>The Service of each slot, by the slot's name.</summary>
    public IReadOnlyDictionary<string, Output<string>> Hosts => _hosts;

    /// <summary>Every Service of the workload.</summary>
    public ImmutableArray<Resource> Services => [.. _services];

    /// <summary>The Deployment of each slot.</summary>
    public IReadOnlyList<Deployment> Deployments => _deployments;

    /// <summary>What a slot's Deployment and Service are called.</summary>
    public static string SlotName(string workload, string slot) => Names.Of(workload, slot);

    /// <summary>The Service that has every instance of a slot in it, ready or not, for who reads figures.</summary>
    public static string InstancesName(string workload, string slot) => Names.Of(workload, slot, "pods");

    private void Run(Slot slot, Identity identity)
    {
        var workload = _args.Workload;
        var objectName = SlotName(_workload, slot.Name);
        var name = $"{_workload}-{slot.Name}";
        var selector = new LabelSelectorArgs { MatchLabels = Cluster.Selector(_workload, slot.Name) };
        var options = _cluster.ChildOf(this, [.. _args.After]);
        // How many there are is the autoscaler's to say once it runs; and a slot a release does not write stays as it runs.
        options.IgnoreChanges = slot.IsKept ? ["spec"] : ["spec.replicas"];
        var deployment = new Deployment($"{name}-deployment", new DeploymentArgs
        {
            Metadata = _cluster.Metadata(objectName, _workload, slot.Name),
            Spec = new DeploymentSpecArgs
            {
                Replicas = _args.Replicas,
                MinReadySeconds = 5,
                ProgressDeadlineSeconds = 300,
                RevisionHistoryLimit = 3,
                Selector = selector,
                Strategy = _args.IsSingle
                    ? new DeploymentStrategyArgs { Type = "Recreate" }
                    : new DeploymentStrategyArgs
                    {
                        Type = "RollingUpdate",
                        RollingUpdate = new RollingUpdateDeploymentArgs { MaxSurge = 1, MaxUnavailable = 0 },
                    },
                Template = _args.Pod(slot, identity.Account, this).Pod.Template(_cluster),
            },
        }, options);

        _deployments.Add(deployment);
        _ = new PodDisruptionBudget($"{name}-budget", new PodDisruptionBudgetArgs
        {
            Metadata = _cluster.Metadata(objectName, _workload, slot.Name),
            // By what may be missing, not by what must be there: one instance alone would keep a node from ever being drained.
            Spec = new PodDisruptionBudgetSpecArgs { MaxUnavailable = 1, Selector = selector, UnhealthyPodEvictionPolicy = "AlwaysAllow" },
        }, _cluster.ChildOf(this));
        if (!_args.IsSingle)
            Scale(name, objectName, slot, deployment);
        if (workload.Ports.IsEmpty)
            return;
        var service = Service($"{name}-service", objectName, slot.Name);
        _hosts[slot.Name] = Cluster.NameOf(service, objectName);
        _services.Add(service);
        if (workload.Metrics is not null)
            Service($"{name}-instances", InstancesName(_workload, slot.Name), slot.Name, everyInstance: true);
    }

    // A new version that asks for fewer instances takes none from the one that is live.
    private CustomResourceOptions ScalerOptions(Slot slot)
    {
        var options = _cluster.ChildOf(this);
        options.IgnoreChanges = slot.IsKept ? ["spec"] : [];
        return options;
    }

    private void Scale(string name, string objectName, Slot slot, Deployment deployment) => _ = new HorizontalPodAutoscaler($"{name}-scaler", new HorizontalPodAutoscalerArgs
    {
        Metadata = _cluster.Metadata(objectName, _workload, slot.Name),
        Spec = new HorizontalPodAutoscalerSpecArgs
        {
            ScaleTargetRef = new CrossVersionObjectReferenceArgs { ApiVersion = "apps/v1", Kind = "Deployment", Name = Cluster.NameOf(deployment, objectName) },
            MinReplicas = _args.Replicas,
            MaxReplicas = _args.MaximumReplicas,
            Metrics = new MetricSpecArgs
            {
                Type = "Resource",
                Resource = new ResourceMetricSourceArgs
                {
                    Name = "cpu",
                    Target = new MetricTargetArgs { Type = "Utilization", AverageUtilization = _args.CpuTarget },
                },
            },
            // Load that comes back within minutes finds what it needed the last time.
            Behavior = new HorizontalPodAutoscalerBehaviorArgs { ScaleDown = new HPAScalingRulesArgs { StabilizationWindowSeconds = 300 } },
        },
    }, ScalerOptions(slot));

    private Service Service(string name, string objectName, string slot, bool everyInstance = false)
    {
        var spec = new ServiceSpecArgs
        {
            Type = "ClusterIP",
            Selector = Cluster.Selector(_workload, slot),
            Ports = _args.Workload.Ports.Select(port => new ServicePortArgs
            {
                Name = port.Name,
                Port = port.Port,
                TargetPort = port.TargetPort,
                Protocol = port.Protocol == PortProtocol.Udp ? "UDP" : "TCP",
            }).ToArray(),
        };
        if (everyInstance)
        {
            spec.ClusterIP = "None";
            spec.PublishNotReadyAddresses = true;
        }
        var options = _cluster.ChildOf(this);
        // A slot that has no instance yet is no reason to wait: a Service is done when it has a name.
        var metadata = _cluster.Metadata(objectName, _workload, slot);
        metadata.Annotations.Add("pulumi.com/skipAwait", "true");
        return new Service(name, new ServiceArgs { Metadata = metadata, Spec = spec }, options);
    }
}

using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.AppAutoScaling;
using Pulumi.Aws.AppAutoScaling.Inputs;
using Pulumi.Aws.Ecs;
using Pulumi.Aws.Ecs.Inputs;
using Slipway.Infra.Workloads;
using CloudWatch = Pulumi.Aws.CloudWatch;
using Ec2 = Pulumi.Aws.Ec2;
using LB = Pulumi.Aws.LB;

namespace Slipway.Infra.Components.Aws;

public sealed class WorkloadServiceArgs : ResourceArgs
{
    public required AwsSettings Settings { get; init; }

    public required Workload Workload { get; init; }

    public required Network Network { get; init; }

    public required Cluster Cluster { get; init; }

    public required Secrets Secrets { get; init; }

    public required Registry Registry { get; init; }

    public required Identity Identity { get; init; }

    /// <summary>The group of its instances.</summary>
    public required Ec2.SecurityGroup Group { get; init; }

    /// <summary>What a placeholder stands for.</summary>
    public required Func<ResourceReference, Output<string>> Lookup { get; init; }

    /// <summary>Whether what a placeholder stands for is secret.</summary>
    public required Func<ResourceReference, bool> IsSecret { get; init; }

    /// <summary>The volume a container mounts.</summary>
    public required Func<ContainerVolume, Volume> VolumeOf { get; init; }

    /// <summary>Its routes, which give it two slots; null when nothing outside leads to it.</summary>
    public required Routes? Routes { get; init; }

    /// <summary>The load balancer of its routes.</summary>
    public required LB.LoadBalancer? Balancer { get; init; }

    /// <summary>What must be there before it starts.</summary>
    public required ImmutableArray<Resource> After { get; init; }
}

/// <summary>
/// A workload on Fargate. One with routes has two services, a slot each: the first is live, the second waits without
/// instances for a release. A job runs once when it changes.
/// </summary>
public sealed class WorkloadService : ComponentResource
{
    private const int GraceSeconds = 120;

    private readonly WorkloadServiceArgs _args;
    private readonly TaskValues _values;
    private readonly TaskSize _size;
    private readonly CloudWatch.LogGroup _log;
    private readonly List<RunningService> _services = [];

    public WorkloadService(string name, WorkloadServiceArgs args, ComponentResourceOptions? options = null)
        : base("slipway:aws:Workload", name, options)
    {
        _args = args;
        _values = new TaskValues(args);
        _size = WorkloadTask.SizeOf(args.Workload, args.Settings)
            ?? throw new InvalidOperationException($"The size of '{name}' should have been refused.");
        _log = args.Cluster.Log(name, this);
        Permit();

        if (args.Workload.Kind == WorkloadKind.Job)
        {
            _ = args.Cluster.Once(name, Task(name, null), args.Identity, args.Group, this, args.After);
        }
        else
        {
            foreach (var slot in args.Routes is null ? [null] : Routes.Slots.Cast<string?>())
                _services.Add(Run(slot));
        }
        RegisterOutputs();
    }

    /// <summary>Its services, one a slot.</summary>
    public IReadOnlyList<RunningService> Services => _services;

    private CustomResourceOptions Child => new() { Parent = this };

    private void Permit()
    {
        var identity = _args.Identity;
        identity.AllowStart(Cluster.MayLog(_log));
        foreach (var statement in _values.Readable)
            identity.AllowStart(statement);
        var images = _args.Workload.Containers
            .Select(container => _args.Registry.Image(_args.Workload, container))
            .DistinctBy(image => image.Repository)
            .SelectMany(Registry.MayPull)
            .DistinctBy(statement => statement.Resources[0]);
        foreach (var statement in images)
            identity.AllowStart(statement);
        foreach (var volume in _args.Workload.Containers.SelectMany(container => container.Volumes).DistinctBy(WorkloadTask.VolumeName))
            identity.Allow(_args.VolumeOf(volume).MayMount(_args.VolumeOf(volume).AccessPoint(volume.Path ?? ""), volume.ReadOnly));
        identity.Seal();
    }

    private TaskDefinition Task(string name, string? slot)
    {
        var volumes = _args.Workload.Containers.SelectMany(container => container.Volumes).DistinctBy(WorkloadTask.VolumeName).Select(Mounted);
        var files = WorkloadTask.FileVolumes(_args.Workload).Values.Order(StringComparer.Ordinal).Select(volume => new TaskDefinitionVolumeArgs { Name = volume });
        return new TaskDefinition(name, new TaskDefinitionArgs
        {
            Family = ShortName.Of($"{_args.Settings.Labels.Project}-{_args.Settings.Stack}-{name}", 200),
            RequiresCompatibilities = { "FARGATE" },
            NetworkMode = "awsvpc",
            Cpu = _size.Cpu.ToString(),
            Memory = _size.Memory.ToString(),
            RuntimePlatform = new TaskDefinitionRuntimePlatformArgs { CpuArchitecture = _args.Settings.Architecture, OperatingSystemFamily = "LINUX" },
            TaskRoleArn = _args.Identity.Task.Arn,
            ExecutionRoleArn = _args.Identity.Execution.Arn,
            ContainerDefinitions = ContainerDefinition.Document(WorkloadTask.Containers(_args, _log.Name, _values)),
            Volumes = volumes.Concat(files).ToArray(),
            // Going back to the version before needs it to be there.
            SkipDestroy = true,
        }, new CustomResourceOptions
        {
            Parent = this,
            // A slot that a release does not write stays at the version it runs.
            IgnoreChanges = slot is not null && _args.Settings.Slots.IsKept(_args.Workload.Name, slot) ? ["*"] : [],
        });
    }

    private TaskDefinitionVolumeArgs Mounted(ContainerVolume volume) => new()
    {
        Name = WorkloadTask.VolumeName(volume),
        EfsVolumeConfiguration = new TaskDefinitionVolumeEfsVolumeConfigurationArgs
        {
            FileSystemId = _args.VolumeOf(volume).Files.Id,
            TransitEncryption = "ENABLED",
            AuthorizationConfig = new TaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfigArgs
            {
                AccessPointId = _args.VolumeOf(volume).AccessPoint(volume.Path ?? "").Id,
                Iam = "ENABLED",
            },
        },
    };

    private RunningService Run(string? slot)
    {
        var workload = _args.Workload;
        var name = slot is null ? workload.Name : $"{workload.Name}-{slot}";
        var slots = _args.Settings.Slots;
        var isLive = slot is null || slot == _args.Settings.Slots.Live(workload.Name).Name;
        var runs = slot is null || _args.Settings.Slots.Runs(workload.Name, slot);
        var replicas = ReplicasOf(workload, _args.Settings);
        var task = Task(name, slot);
        var groups = slot is null || _args.Routes is null ? [] : _args.Routes.Of(slot).ToList();
        var args = new ServiceArgs
        {
            Cluster = _args.Cluster.Ecs.Arn,
            TaskDefinition = task.Arn,
            LaunchType = "FARGATE",
            PlatformVersion = "1.4.0",
            DesiredCount = runs ? replicas : 0,
            DeploymentMinimumHealthyPercent = 100,
            DeploymentMaximumPercent = 200,
            DeploymentCircuitBreaker = new ServiceDeploymentCircuitBreakerArgs { Enable = true, Rollback = true },
            AvailabilityZoneRebalancing = "ENABLED",
            EnableEcsManagedTags = true,
            EnableExecuteCommand = false,
            PropagateTags = "SERVICE",
            // A version that does not come up fails the update, rather than being found out later.
            WaitForSteadyState = true,
            NetworkConfiguration = new ServiceNetworkConfigurationArgs
            {
                Subnets = _args.Network.PrivateSubnets.ToArray(),
                SecurityGroups = { _args.Group.Id },
                AssignPublicIp = false,
            },
            LoadBalancers = groups.Select(entry => new ServiceLoadBalancerArgs
            {
                TargetGroupArn = entry.Group.Arn,
                ContainerName = WorkloadTask.OwnerOf(workload, workload.Ports.First(port => port.TargetPort == entry.Port))!.Name,
                ContainerPort = entry.Port,
            }).ToArray(),
        };
        if (groups.Count > 0)
            args.HealthCheckGracePeriodSeconds = GraceSeconds;
        if (!workload.Ports.IsEmpty)
            args.ServiceRegistries = new ServiceServiceRegistriesArgs { RegistryArn = _args.Cluster.Entry(name, this).Arn };

        Resource[] after = [.. _args.After, .. _args.Identity.Ready, .. _args.Routes?.Ready ?? []];
        var service = new Service(name, args, new CustomResourceOptions
        {
            Parent = this,
            DependsOn = after,
            // How many run is up to autoscaling; but the slot that a release fills has its instances when the update ends, and one it cleared none.
            IgnoreChanges = slot is not null && (slots.IsStarting(workload.Name, slot) || slots.IsGoverned(workload.Name) && !runs) ? [] : ["desiredCount"],
        });
        Scale(name, slot, service, runs ? replicas : 0, replicas * _args.Settings.ScaleFactor, groups.Select(entry => entry.Group));
        return new RunningService(workload.Name, slot, isLive, service, task, [.. groups.Select(entry => entry.Group)]);
    }

    /// <summary>How many instances a workload has at least.</summary>
    public static int ReplicasOf(Workload workload, AwsSettings settings) =>
        workload.Annotations.ContainsKey("slipway.dev/replicas") ? workload.Replicas : settings.Replicas;

    private void Scale(string name, string? slot, Service service, int least, int most, IEnumerable<LB.TargetGroup> groups)
    {
        var target = new Target(name, new TargetArgs
        {
            ServiceNamespace = "ecs",
            ScalableDimension = "ecs:service:DesiredCount",
            ResourceId = Output.Format($"service/{_args.Cluster.Ecs.Name}/{service.Name}"),
            MinCapacity = least,
            MaxCapacity = most,
        }, new CustomResourceOptions
        {
            Parent = this,
            IgnoreChanges = LeftAlone(slot),
        });
        Track($"{name}-cpu", target, "ECSServiceAverageCPUUtilization", 60);
        Track($"{name}-memory", target, "ECSServiceAverageMemoryUtilization", 75);
        foreach (var (group, index) in groups.Select((group, index) => (group, index)))
            Track($"{name}-requests{(index == 0 ? "" : $"-{index + 1}")}", target, "ALBRequestCountPerTarget", 1000, Output.Format($"{_args.Balancer!.ArnSuffix}/{group.ArnSuffix}"));
    }

    // A release raises the least of the slot it fills, which starts its instances; a new version that asks for fewer takes none from the one that is live.
    private List<string> LeftAlone(string? slot) => slot switch
    {
        null => [],
        _ when _args.Settings.Slots.IsKept(_args.Workload.Name, slot) => ["minCapacity", "maxCapacity"],
        _ when _args.Routes is null || _args.Settings.Slots.IsGoverned(_args.Workload.Name) => [],
        _ => ["minCapacity"],
    };

    private void Track(string name, Target target, string metric, double value, Output<string>? label = null)
    {
        var specification = new PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs { PredefinedMetricType = metric };
        if (label is not null)
            specification.ResourceLabel = label;
        _ = new Policy(name, new PolicyArgs
        {
            PolicyType = "TargetTrackingScaling",
            ServiceNamespace = target.ServiceNamespace,
            ScalableDimension = target.ScalableDimension,
            ResourceId = target.ResourceId,
            TargetTrackingScalingPolicyConfiguration = new PolicyTargetTrackingScalingPolicyConfigurationArgs
            {
                PredefinedMetricSpecification = specification,
                TargetValue = value,
                ScaleOutCooldown = 60,
                ScaleInCooldown = 300,
            },
        }, Child);
    }
}

/// <summary>A service as it runs.</summary>
/// <param name="Slot">Its slot; null for a workload that has none.</param>
/// <param name="IsLive">Whether it is the one that a new environment begins with.</param>
public sealed record RunningService(string Workload, string? Slot, bool IsLive, Service Service, TaskDefinition Task, ImmutableArray<LB.TargetGroup> Groups)
{
    public string Name => Slot is null ? Workload : $"{Workload}-{Slot}";
}

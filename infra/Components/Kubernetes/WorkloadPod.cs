using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Kubernetes;

public sealed record WorkloadPodArgs
{
    public required Workload Workload { get; init; }

    /// <summary>Empty for a job.</summary>
    public required string Slot { get; init; }

    /// <summary>Whether the configuration that is there stays as it is.</summary>
    public bool IsKept { get; init; }

    public required WorkloadConfiguration Configuration { get; init; }

    /// <summary>What a placeholder stands for.</summary>
    public required Func<ResourceReference, Output<string>> Lookup { get; init; }

    public required Func<WorkloadContainer, string> Image { get; init; }

    /// <summary>The disk of a volume, by the name the workload has for it.</summary>
    public required Func<string, Output<string>> Disk { get; init; }

    /// <summary>Where traces are sent.</summary>
    public required Output<string> TraceEndpoint { get; init; }

    public required KubernetesSettings Settings { get; init; }

    public required Output<string> Account { get; init; }
}

/// <summary>
/// A workload as a pod. Containers that others wait for come first, in start order: those that must be complete as init
/// containers, those that must be started or healthy as sidecars, which keep running beside the rest.
/// </summary>
public sealed class WorkloadPod
{
    // OpenTelemetry's own name for it: a workload that knows of traces needs no further word, another takes no notice.
    private const string TraceVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // The group of a workload's files and disks; its processes get it besides the groups of their image.
    private const int FileGroup = 10001;

    private readonly WorkloadPodArgs _args;
    private readonly Secrets _secrets;
    private readonly ImmutableArray<string> _disks;

    public WorkloadPod(string name, Cluster cluster, WorkloadPodArgs args, Resource parent)
    {
        _args = args;
        var workload = args.Workload;
        _disks = [.. workload.Containers.SelectMany(container => container.Volumes).Select(VolumeName).Distinct()];
        var files = args.Configuration.Files;
        _secrets = new Secrets(name, cluster, new SecretsArgs
        {
            Of = workload.Name,
            Slot = args.Slot,
            IsKept = args.IsKept,
            Texts = files.Where(file => !file.IsSecret && file.File.Content is not null)
                .ToImmutableSortedDictionary(file => file.Key, file => Text(file.File.Content!), StringComparer.Ordinal),
            Binaries = files.Where(file => file.File.Content is null)
                .ToImmutableSortedDictionary(file => file.Key, file => Convert.ToBase64String(file.File.Bytes!.Value.Span), StringComparer.Ordinal),
            Secret = files.Where(file => file.IsSecret).Select(file => (file.Key, Value: Text(file.File.Content!)))
                .Concat(args.Configuration.Secret.Select(variable => (Key: WorkloadConfiguration.VariableKey(variable.Container, variable.Name), Value: Text(variable.Value))))
                .ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
        }, parent);

        var settings = args.Settings;
        Pod = new Pod
        {
            Name = workload.Name,
            Slot = args.Slot,
            ServiceAccount = args.Account,
            First = [.. workload.StartOrder.Where(container => Role(workload, container) != ContainerRole.Main).Select(Container)],
            Containers = [.. workload.StartOrder.Where(container => Role(workload, container) == ContainerRole.Main).Select(Container)],
            Volumes = [.. FileVolumes(), .. _disks.Select((disk, index) => Disk.Volume($"disk-{index}", args.Disk(disk)))],
            Annotations = ImmutableSortedDictionary<string, Input<string>>.Empty.Add("slipway.dev/configuration", _secrets.Hash),
            RestartPolicy = workload.Kind == WorkloadKind.Job ? "Never" : null,
            FileGroup = FileGroup,
            GraceSeconds = settings.NoticeSeconds + settings.DrainSeconds + 5,
            PullSecret = cluster.Registry.PullSecret,
        };
    }

    public Pod Pod { get; }

    /// <summary>The part a container has in starting its workload.</summary>
    public static ContainerRole Role(Workload workload, WorkloadContainer container)
    {
        if (container.Before.ContainsValue(ContainerState.Complete))
            return ContainerRole.Init;
        if (container.Before.ContainsValue(ContainerState.Healthy))
            return ContainerRole.Sidecar;
        // A container of a job ends: as a sidecar it would be started over and over. Those of a pod are started in order.
        return container.Before.IsEmpty || workload.Kind == WorkloadKind.Job ? ContainerRole.Main : ContainerRole.Sidecar;
    }

    /// <summary>The volume resource a mount takes, by the workload's name for it.</summary>
    public static string VolumeName(ContainerVolume volume) => volume.Source.References.First().Resource;

    private ContainerArgs Container(WorkloadContainer container)
    {
        var workload = _args.Workload;
        var role = Role(workload, container);
        var settings = _args.Settings;
        var (requests, limits) = Sizes.Fill(container, settings.Requests, settings.Limits);
        var args = new ContainerArgs
        {
            Name = container.Name,
            Image = _args.Image(container),
            Resources = Sizes.Requirements(requests, limits),
        };
        if (container.Command is { } command)
            args.Command = command.Select(Pod.Literal).ToArray();
        if (container.Args is { } arguments)
            args.Args = arguments.Select(Pod.Literal).ToArray();
        var variables = Variables(container).ToArray();
        if (variables.Length > 0)
            args.Env = variables;
        var mounts = Mounts(container).ToArray();
        if (mounts.Length > 0)
            args.VolumeMounts = mounts;
        if (role == ContainerRole.Sidecar)
            args.RestartPolicy = "Always";
        if (role != ContainerRole.Init && workload.Kind == WorkloadKind.Service)
            KeepRunning(container, args, role);
        return Pod.Container(args, hasTemporaryFolder: MountPaths(container).Contains("/tmp"));
    }

    private void KeepRunning(WorkloadContainer container, ContainerArgs args, ContainerRole role)
    {
        var workload = _args.Workload;
        // Ports belong to the pod; they are named where a reader looks for them, on the container that is the service.
        if (role == ContainerRole.Main && !workload.Ports.IsEmpty && container == ServiceContainer(workload))
        {
            args.Ports = workload.Ports.DistinctBy(port => (port.TargetPort, port.Protocol))
                .Select(port => new ContainerPortArgs { ContainerPortValue = port.TargetPort, Protocol = port.Protocol == PortProtocol.Udp ? "UDP" : "TCP" }).ToArray();
        }
        if (container.Readiness is { } readiness)
            args.ReadinessProbe = Probe(readiness, periodSeconds: 5, failures: 3);
        if (container.Liveness is { } liveness)
            args.LivenessProbe = Probe(liveness, periodSeconds: 10, failures: 3);
        // Until it has started, however slowly, liveness is not asked; and who waits for it to be healthy waits for this.
        var mustBeHealthy = container.Before.ContainsValue(ContainerState.Healthy);
        if (mustBeHealthy || (container.Liveness is not null && role == ContainerRole.Main))
            args.StartupProbe = Probe((mustBeHealthy ? container.Readiness ?? container.Liveness : container.Liveness)!, periodSeconds: 2, failures: 60);
        // Routers hear of the end of an instance while it is being stopped: it goes on answering for a while.
        if (_args.Settings.NoticeSeconds > 0 && role == ContainerRole.Main && !workload.Ports.IsEmpty)
            args.Lifecycle = new LifecycleArgs { PreStop = new LifecycleHandlerArgs { Sleep = new SleepActionArgs { Seconds = _args.Settings.NoticeSeconds } } };
    }

    // Several containers may run on; the last in start order is what the others are there for.
    private static WorkloadContainer ServiceContainer(Workload workload) => workload.StartOrder.Last(container => Role(workload, container) == ContainerRole.Main);

    private IEnumerable<EnvVarArgs> Variables(WorkloadContainer container) =>
        _args.Configuration.Plain.Where(variable => variable.Container == container)
            .Select(variable => (variable.Name, Argument: new EnvVarArgs { Name = variable.Name, Value = Text(variable.Value).Apply(Pod.Literal) }))
            .Concat(_args.Configuration.Secret.Where(variable => variable.Container == container)
                .Select(variable => (variable.Name, Argument: _secrets.Variable(variable.Name, WorkloadConfiguration.VariableKey(container, variable.Name)))))
            .Concat(container.Variables.ContainsKey(TraceVariable)
                ? []
                : new[] { (Name: TraceVariable, Argument: new EnvVarArgs { Name = TraceVariable, Value = _args.TraceEndpoint }) })
            .OrderBy(variable => variable.Name, StringComparer.Ordinal)
            .Select(variable => variable.Argument);

    private IEnumerable<VolumeArgs> FileVolumes()
    {
        var files = _args.Configuration.Files;
        KeyToPathArgs[] Items(bool secret) => [.. files.Where(file => file.IsSecret == secret).Select(file => new KeyToPathArgs { Key = file.Key, Path = file.Key, Mode = file.Mode })];
        if (files.Any(file => !file.IsSecret))
            yield return new VolumeArgs { Name = "files", ConfigMap = new ConfigMapVolumeSourceArgs { Name = _secrets.TextsName!, Items = Items(secret: false) } };
        if (files.Any(file => file.IsSecret))
            yield return new VolumeArgs { Name = "secret-files", Secret = new SecretVolumeSourceArgs { SecretName = _secrets.SecretName!, Items = Items(secret: true) } };
    }

    private IEnumerable<VolumeMountArgs> Mounts(WorkloadContainer container)
    {
        foreach (var file in _args.Configuration.Files.Where(file => file.Container == container))
            yield return new VolumeMountArgs { Name = file.IsSecret ? "secret-files" : "files", MountPath = file.File.Target, SubPath = file.Key, ReadOnly = true };
        foreach (var volume in container.Volumes)
        {
            var mount = new VolumeMountArgs { Name = $"disk-{_disks.IndexOf(VolumeName(volume))}", MountPath = volume.Target, ReadOnly = volume.ReadOnly };
            if (volume.Path is { Length: > 0 } path)
                mount.SubPath = path.TrimStart('/');
            yield return mount;
        }
    }

    /// <summary>Where anything is mounted in a container.</summary>
    public static IEnumerable<string> MountPaths(WorkloadContainer container) =>
        container.Files.Select(file => file.Target).Concat(container.Volumes.Select(volume => volume.Target)).Select(path => path.Length > 1 ? path.TrimEnd('/') : path);

    private static ProbeArgs Probe(ContainerProbe probe, int periodSeconds, int failures)
    {
        var args = new ProbeArgs { PeriodSeconds = periodSeconds, TimeoutSeconds = 2, FailureThreshold = failures };
        if (probe.Exec is { } command)
            args.Exec = new ExecActionArgs { Command = command.ToArray() };
        else
            args.HttpGet = Get(probe.Http!);
        return args;
    }

    private static HTTPGetActionArgs Get(HttpProbe http)
    {
        var get = new HTTPGetActionArgs { Path = http.Path, Port = http.Port, Scheme = http.Scheme };
        if (!http.Headers.IsEmpty)
            get.HttpHeaders = http.Headers.Select(header => new HTTPHeaderArgs { Name = header.Name, Value = header.Value }).ToArray();
        return get;
    }

    private Output<string> Text(Template template) =>
        template.Resolve(text => Output.Create(text), _args.Lookup, parts => Output.All(parts).Apply(all => string.Concat(all)));
}

/// <summary>The part a container has in starting its workload.</summary>
public enum ContainerRole
{
    /// <summary>Runs to its end before what comes after it starts.</summary>
    Init,

    /// <summary>Starts before what comes after it, and keeps running.</summary>
    Sidecar,

    /// <summary>Runs when the others have done their part.</summary>
    Main,
}

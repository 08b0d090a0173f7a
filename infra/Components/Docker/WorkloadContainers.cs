using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;
using DockerContainer = Pulumi.Docker.Container;

namespace Slipway.Infra.Components.Docker;

public sealed class WorkloadContainersArgs : ResourceArgs
{
    public required Workload Workload { get; init; }

    /// <summary>The slot it runs in. The first has the workload's own name, which others in the stack call.</summary>
    public required string Slot { get; init; }

    public required Func<WorkloadContainer, Image> Image { get; init; }

    /// <summary>What a placeholder stands for.</summary>
    public required Func<ResourceReference, Output<string>> Lookup { get; init; }

    public required Secrets Secrets { get; init; }

    /// <summary>The networks it is in.</summary>
    public required ImmutableArray<Output<string>> Networks { get; init; }

    /// <summary>What must be there before the workload starts.</summary>
    public required ImmutableArray<Resource> After { get; init; }
}

/// <summary>
/// A workload as containers. One that others wait for to complete, and every one of a job, runs once; the others are kept
/// running, each as often as the workload has replicas. Containers that run together share a network, as Score has it: its
/// owner does nothing else, so that it is still there when one of them starts anew.
/// </summary>
public sealed class WorkloadContainers : ComponentResource
{
    private readonly Host _host;
    private readonly WorkloadContainersArgs _args;
    private readonly Dictionary<int, Input<string>> _sharedNetworks = [];

    public WorkloadContainers(string name, Host host, WorkloadContainersArgs args, ComponentResourceOptions? options = null)
        : base("slipway:docker:Workload", name, options ?? host.Options)
    {
        _host = host;
        _args = args;
        var workload = args.Workload;
        var shares = workload.Containers.Count(container => !RunsOnce(workload, container)) > 1;
        var done = new Dictionary<string, ImmutableArray<Resource>>();
        foreach (var container in workload.StartOrder)
        {
            var after = args.After.AddRange(workload.Containers.Where(other => other.Before.ContainsKey(container.Name)).SelectMany(other => done[other.Name]));
            done[container.Name] = RunsOnce(workload, container)
                ? [Once(container, after)]
                : [.. Enumerable.Range(0, workload.Replicas).Select(instance => KeepRunning(container, instance, shares, after))];
        }
        Ready = [.. done.Values.SelectMany(resources => resources)];
        RegisterOutputs();
    }

    /// <summary>Every container of the workload, ready.</summary>
    public ImmutableArray<Resource> Ready { get; }

    /// <summary>What the containers of a slot are called after.</summary>
    public static string SlotName(Workload workload, string slot) => slot == Slots.Blue ? workload.Name : $"{workload.Name}-{slot}";

    /// <summary>The name an instance has in its networks, besides the one that all instances of its slot share.</summary>
    public static string InstanceName(Workload workload, string slot, int instance) =>
        workload.Replicas == 1 ? SlotName(workload, slot) : $"{SlotName(workload, slot)}-{instance + 1}";

    internal static bool RunsOnce(Workload workload, WorkloadContainer container) =>
        workload.Kind == WorkloadKind.Job || container.Before.ContainsValue(ContainerState.Complete);

    private DockerContainer Once(WorkloadContainer container, ImmutableArray<Resource> after) =>
        _host.Run(this, Plan($"{SlotName(_args.Workload, _args.Slot)}-{container.Name}", container) with
        {
            Networks = [.. _args.Networks.Select(network => new NetworkPlace(network, []))],
            Once = true,
        }, after);

    private DockerContainer KeepRunning(WorkloadContainer container, int instance, bool shares, ImmutableArray<Resource> after)
    {
        var suffix = _args.Workload.Replicas == 1 ? "" : $"-{instance + 1}";
        var plan = Plan($"{SlotName(_args.Workload, _args.Slot)}-{container.Name}{suffix}", container) with
        {
            Health = HealthCheck.Of(container),
            Exclusive = container.Volumes.Any(volume => !volume.ReadOnly),
        };
        return _host.Run(this, shares ? plan with { NetworkOf = SharedNetwork(instance, suffix) } : plan with { Networks = Places(instance) }, after);
    }

    private Input<string> SharedNetwork(int instance, string suffix)
    {
        if (_sharedNetworks.TryGetValue(instance, out var id))
            return id;
        var owner = _host.Part("nginx", $"{SlotName(_args.Workload, _args.Slot)}.network{suffix}", _host.Settings.WorkloadUser);
        return _sharedNetworks[instance] = _host.Run(this, owner with
        {
            Workload = _args.Workload.Name,
            Entrypoint = ["sleep"],
            Command = ["infinity"],
            Networks = Places(instance),
            Size = new ContainerSize(50, 16 * 1024 * 1024),
            ScratchMebibytes = 1,
        }).Id;
    }

    private ImmutableArray<NetworkPlace> Places(int instance) =>
        [.. _args.Networks.Select(network => new NetworkPlace(network, [.. new[] { SlotName(_args.Workload, _args.Slot), InstanceName(_args.Workload, _args.Slot, instance) }.Distinct()]))];

    private ContainerPlan Plan(string name, WorkloadContainer container)
    {
        var workload = _args.Workload;
        var secret = _args.Secrets.Variables(workload, container);
        var delivery = secret.IsEmpty ? SecretDelivery.Environment : _args.Secrets.Of(workload, container)!.Value;
        var open = container.Variables.Where(variable => delivery == SecretDelivery.Environment || !secret.Contains(variable.Key));
        var environment = open.ToImmutableSortedDictionary(variable => variable.Key, variable => (Input<string>)Text(variable.Value), StringComparer.Ordinal);
        if (delivery == SecretDelivery.File)
            environment = environment.SetItems(secret.Select(variable => KeyValuePair.Create($"{variable}_FILE", (Input<string>)$"{Secrets.Folder}/{variable}")));
        if (!environment.ContainsKey("OTEL_EXPORTER_OTLP_ENDPOINT"))
            environment = environment.Add("OTEL_EXPORTER_OTLP_ENDPOINT", Tracing.Endpoint);

        var files = container.Files.Select(Place);
        if (delivery != SecretDelivery.Environment)
            files = files.Concat(secret.Select(variable => new PlacedFile($"{Secrets.Folder}/{variable}", Text(container.Variables[variable]))));
        var command = container.Command?.ToImmutableArray();
        return new ContainerPlan
        {
            Name = name,
            Image = _args.Image(container),
            Workload = workload.Name,
            Entrypoint = delivery == SecretDelivery.Shell ? ["/bin/sh", "-c", Secrets.ReadThenRun, "secrets", .. command!] : command,
            Command = container.Args?.ToImmutableArray(),
            Environment = environment,
            Files = [.. files],
            Volumes = [.. container.Volumes.Select(volume => new VolumePlace(Text(volume.Source), volume.Target, volume.ReadOnly))],
            User = _host.Settings.WorkloadUser,
            Size = SizeOf(container.Limits),
            Reserved = container.Requests is { CpuMillicores: null, MemoryBytes: null } ? null
                : new ContainerSize(container.Requests.CpuMillicores ?? 0, container.Requests.MemoryBytes ?? 0),
        };
    }

    private PlacedFile Place(ContainerFile file)
    {
        var mode = "0" + Convert.ToString((int)(file.Mode ?? (UnixFileMode)0b100_100_100), 8);
        return file.Content is { } content
            ? new PlacedFile(file.Target, Text(content), mode)
            : new PlacedFile(file.Target, Convert.ToBase64String(file.Bytes!.Value.Span), mode, Base64: true);
    }

    private ContainerSize SizeOf(ComputeSize limits) => new(
        limits.CpuMillicores ?? _host.Settings.DefaultSize.CpuMillicores,
        limits.MemoryBytes ?? _host.Settings.DefaultSize.MemoryBytes);

    private Output<string> Text(Template template) =>
        template.Resolve(text => Output.Create(text), _args.Lookup, parts => Output.All(parts).Apply(all => string.Concat(all)));
}

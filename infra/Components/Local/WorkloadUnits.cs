using System.Collections.Immutable;
using Pulumi;
using Pulumi.Command.Local;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Local;

public sealed class WorkloadUnitsArgs : ResourceArgs
{
    public required Workload Workload { get; init; }

    /// <summary>The slot it runs in; empty for a job, which has none.</summary>
    public required string Slot { get; init; }

    /// <summary>What tells this version from another.</summary>
    public required string Version { get; init; }

    /// <summary>The built program of the workload.</summary>
    public required BuiltProgram Program { get; init; }

    /// <summary>What a placeholder stands for, in the instance of that number (from 0).</summary>
    public required Func<ResourceReference, int, Output<string>> Lookup { get; init; }

    /// <summary>The port that instance listens on for a port of the service.</summary>
    public required Func<ServicePort, int, int> Port { get; init; }

    /// <summary>What must be there before the workload starts.</summary>
    public required ImmutableArray<Resource> After { get; init; }
}

/// <summary>A program in a folder, and the command that runs it.</summary>
public sealed record BuiltProgram(Resource Built, ImmutableArray<string> Command);

/// <summary>
/// A workload as processes of this machine. A container that others wait for to complete, and every container
/// of a job, runs once; the others are kept running, each as often as the workload has replicas. One version in one slot.
/// </summary>
public sealed class WorkloadUnits : ComponentResource
{
    private readonly Machine _machine;
    private readonly WorkloadUnitsArgs _args;
    private readonly string _name;

    public WorkloadUnits(string name, Machine machine, WorkloadUnitsArgs args, ComponentResourceOptions? options = null)
        : base("slipway:local:Workload", name, options)
    {
        _machine = machine;
        _args = args;
        var workload = args.Workload;
        _name = args.Slot.Length == 0 ? workload.Name : $"{workload.Name}-{args.Slot}";
        var done = new Dictionary<string, ImmutableArray<Resource>>();
        foreach (var container in workload.StartOrder)
        {
            var earlier = workload.Containers.Where(other => other.Before.ContainsKey(container.Name)).SelectMany(other => done[other.Name]);
            Resource[] after = [args.Program.Built, .. args.After, .. earlier];
            done[container.Name] = RunsOnce(container)
                ? [Once(container, after)]
                : [.. Enumerable.Range(0, workload.Replicas).Select(instance => KeepRunning(container, instance, after))];
        }
        Ready = [.. done.Values.SelectMany(resources => resources)];
        RegisterOutputs();
    }

    /// <summary>For a slot that no release writes: what is declared of it stays as it was recorded, whatever this program says now.</summary>
    public static ComponentResourceOptions Kept { get; } = new()
    {
        ResourceTransformations =
        {
            args =>
            {
                if (args.Resource is not CustomResource)
                    return null;
                args.Options.IgnoreChanges.Add("*");
                return new ResourceTransformationResult(args.Args, args.Options);
            },
        },
    };

    /// <summary>Every process of the workload, ready.</summary>
    public ImmutableArray<Resource> Ready { get; }

    private bool RunsOnce(WorkloadContainer container) =>
        _args.Workload.Kind == WorkloadKind.Job || container.Before.ContainsValue(ContainerState.Complete);

    private Command Once(WorkloadContainer container, Resource[] after) =>
        _machine.Once(this, Program($"{_name}-{container.Name}", container, 0, ref after), after);

    private Command KeepRunning(WorkloadContainer container, int instance, Resource[] after)
    {
        var workload = _args.Workload;
        var name = $"{_name}-{container.Name}{(workload.Replicas == 1 ? "" : $"-{instance + 1}")}";
        return _machine.Unit(this, Program(name, container, instance, ref after) with
        {
            Ready = Probe(container.Readiness ?? container.Liveness, instance),
            Liveness = Probe(container.Liveness, instance),
        }, after);
    }

    /// <summary>The container as a program; its files are added to what must be there before it.</summary>
    private Unit Program(string name, WorkloadContainer container, int instance, ref Resource[] after)
    {
        var workload = _args.Workload;
        var files = container.Files.Select((file, index) => (File: file, Path: _machine.Place.Path("config", "files", $"{name}-{index}"), Name: $"{name}-file-{index}")).ToList();
        after = [.. after, .. files.Select(file => Write(file.File, file.Name, file.Path, instance))];
        return new Unit
        {
            Name = name,
            Workload = workload.Name,
            Slot = _args.Slot,
            Version = _args.Version,
            Address = workload.Ports.IsEmpty ? "" : $"127.0.0.1:{_args.Port(workload.Ports[0], instance)}",
            Command = CommandLine(container),
            Environment = Environment(container, instance),
            Mounts =
            [
                .. files.Select(file => new Mount(file.Path, file.File.Target, ReadOnly: true)),
                .. container.Volumes.Select(volume => new Mount(
                    Text(volume.Source, instance).Apply(source => volume.Path is { } path ? Path.Combine(source, path) : source), volume.Target, volume.ReadOnly)),
            ],
            Configuration = [.. container.Files.Where(file => file.Content is not null).Select(file => (Input<string>)Text(file.Content!, instance))],
        };
    }

    private Command Write(ContainerFile file, string name, string path, int instance)
    {
        var mode = Convert.ToString((int)(file.Mode ?? (UnixFileMode)0b110_100_100), 8);
        return file.Content is { } content
            ? _machine.File(this, name, path, Text(content, instance), mode)
            : _machine.File(this, name, path, Convert.ToBase64String(file.Bytes!.Value.Span), mode, encoding: "base64");
    }

    private Output<string> Text(Template template, int instance) =>
        template.Resolve(text => Output.Create(text), reference => _args.Lookup(reference, instance), Concat);

    private ImmutableArray<Input<string>> CommandLine(WorkloadContainer container)
    {
        var program = container.Command is { } command ? command : _args.Program.Command;
        return [.. program.Concat(container.Args ?? []).Select(word => (Input<string>)word)];
    }

    private ImmutableSortedDictionary<string, Input<string>> Environment(WorkloadContainer container, int instance)
    {
        var variables = container.Variables.ToImmutableSortedDictionary(
            variable => variable.Key,
            variable => (Input<string>)Text(variable.Value, instance),
            StringComparer.Ordinal);
        // A container's limit is seen by .NET by itself; a process must be told. Three quarters is .NET's own share.
        return container.Limits.MemoryBytes is { } memory && !variables.ContainsKey("DOTNET_GCHeapHardLimit")
            ? variables.Add("DOTNET_GCHeapHardLimit", $"0x{memory * 3 / 4:x}")
            : variables;
    }

    private string Probe(ContainerProbe? probe, int instance)
    {
        if (probe is { Exec: { } command })
            return $"command:{string.Join(' ', command.Select(Scripts.Quote))}";
        if (probe?.Http is not { } http)
            return "";
        var port = _args.Workload.Ports.FirstOrDefault(candidate => candidate.TargetPort == http.Port) is { } servicePort
            ? _args.Port(servicePort, instance)
            : http.Port;
        var address = $"{http.Scheme.ToLowerInvariant()}://{http.Host ?? "127.0.0.1"}:{port}{http.Path}";
        if (http.Headers.IsEmpty)
            return address;
        var headers = string.Concat(http.Headers.Select(header => $" -H {Scripts.Quote($"{header.Name}: {header.Value}")}"));
        return $"command:curl -fsS --max-time 2 -o /dev/null{headers} {Scripts.Quote(address)}";
    }

    private static Output<string> Concat(IReadOnlyList<Output<string>> parts) => Output.All(parts).Apply(all => string.Concat(all));
}

using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Aws;

/// <summary>
/// What a workload is as a task of Fargate: its containers, and beside them one that writes its files and one for every
/// probe by HTTP, so that an image needs neither a shell nor a client of its own.
/// </summary>
public static class WorkloadTask
{
    /// <summary>Bytes of files that a task definition, of at most 64 KiB, has room for.</summary>
    public const int MostFileBytes = 40 * 1024;

    /// <summary>The name of the container that writes files before all others start.</summary>
    public const string FilesContainer = "slipway-files";

    /// <summary>What Docker leaves a container without asking, less the right to give files away.</summary>
    public static readonly ImmutableArray<string> AllButChown =
    [
        "AUDIT_WRITE", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ];

    /// <summary>Whether a container ends by itself.</summary>
    public static bool RunsOnce(Workload workload, WorkloadContainer container) =>
        workload.Kind == WorkloadKind.Job || container.Before.ContainsValue(ContainerState.Complete);

    /// <summary>How ECS tells that a container is well; it knows no difference between being alive and being ready.</summary>
    public static ContainerProbe? HealthOf(Workload workload, WorkloadContainer container) =>
        RunsOnce(workload, container) ? null : container.Liveness ?? container.Readiness;

    /// <summary>Which container answers on a port: the one whose probe asks there, or the only one that runs on; null when that does not tell.</summary>
    public static WorkloadContainer? OwnerOf(Workload workload, ServicePort port)
    {
        var running = workload.Containers.Where(container => !RunsOnce(workload, container)).ToList();
        return running.FirstOrDefault(container => container.Liveness?.Http?.Port == port.TargetPort || container.Readiness?.Http?.Port == port.TargetPort)
            ?? (running.Count == 1 ? running[0] : null);
    }

    /// <summary>The folder a file is mounted in.</summary>
    public static string FolderOf(ContainerFile file) => file.Target[..Math.Max(file.Target.LastIndexOf('/'), 0)];

    /// <summary>The size of task that has what its containers ask for; null when there is none.</summary>
    public static TaskSize? SizeOf(Workload workload, AwsSettings settings)
    {
        // Containers that run once are over before the others start: the largest of them must fit, not their sum.
        (decimal Cpu, long Memory) running = (0, 0), once = (0, 0);
        foreach (var container in workload.Containers)
        {
            var cpu = container.Limits.CpuMillicores ?? container.Requests.CpuMillicores;
            var memory = container.Limits.MemoryBytes ?? container.Requests.MemoryBytes;
            var units = cpu * 1024 / 1000 ?? settings.DefaultCpu;
            var bytes = memory ?? settings.DefaultMemory * 1024L * 1024;
            if (RunsOnce(workload, container))
                once = (Math.Max(once.Cpu, units), Math.Max(once.Memory, bytes));
            else
                running = (running.Cpu + units, running.Memory + bytes);
        }
        var most = (Cpu: Math.Max(running.Cpu, once.Cpu), Memory: Math.Max(running.Memory, once.Memory));
        return most.Cpu > int.MaxValue || most.Memory > 1L << 50 ? null : TaskSize.For((int)Math.Ceiling(most.Cpu), (int)Math.Ceiling(most.Memory / 1048576m));
    }

    /// <summary>The containers of a task.</summary>
    public static IEnumerable<ContainerDefinition> Containers(WorkloadServiceArgs args, Output<string> log, TaskValues values)
    {
        var workload = args.Workload;
        var files = FileVolumes(workload);
        if (files.Count > 0)
            yield return Files(args, log, values, files);
        foreach (var container in workload.StartOrder)
        {
            yield return Own(args, log, values, container, files);
            if (HealthOf(workload, container) is { Exec: null, Http: { } http })
                yield return Probe(args, log, container, http);
        }
    }

    /// <summary>The volumes of files, by container and folder.</summary>
    public static IReadOnlyDictionary<(string Container, string Folder), string> FileVolumes(Workload workload) =>
        workload.Containers
            .SelectMany(container => container.Files.Select(file => (Container: container.Name, Folder: FolderOf(file))))
            .Distinct()
            .Select((key, index) => (key, Name: $"files-{index}"))
            .ToDictionary(pair => pair.key, pair => pair.Name);

    /// <summary>The name of a resource's volume in a task.</summary>
    public static string VolumeName(ContainerVolume volume) =>
        ShortName.Of($"{volume.Source.References.Single().Resource}{(volume.Path is { } path ? $"-{path.Trim('/').Replace('/', '-').Replace('.', '-')}" : "")}", 200);

    private static ContainerDefinition Own(
        WorkloadServiceArgs args, Output<string> log, TaskValues values, WorkloadContainer container, IReadOnlyDictionary<(string, string), string> files)
    {
        var workload = args.Workload;
        var once = RunsOnce(workload, container);
        var after = workload.Containers
            .Where(other => other.Before.ContainsKey(container.Name))
            .ToImmutableSortedDictionary(
                other => other.Before[container.Name] == ContainerState.Healthy && HealthOf(workload, other) is { Exec: null } ? ProbeName(other) : other.Name,
                other => other.Before[container.Name] switch { ContainerState.Complete => "SUCCESS", ContainerState.Healthy => "HEALTHY", _ => "START" },
                StringComparer.Ordinal);
        if (container.Files.Length > 0)
            after = after.Add(FilesContainer, "SUCCESS");
        return new ContainerDefinition
        {
            Name = container.Name,
            Image = args.Registry.Image(workload, container).Image,
            EntryPoint = container.Command,
            Command = container.Args,
            Environment = values.Plain(container),
            Secrets = values.Secret(container),
            // A task whose jobs are all done has ended well; one of whose services has ended must be replaced.
            IsEssential = !once || (workload.Kind == WorkloadKind.Job && !container.Before.ContainsValue(ContainerState.Complete)),
            User = args.Settings.ContainerUser,
            Cpu = container.Limits.CpuMillicores is { } cpu ? (int)Math.Ceiling(cpu * 1024 / 1000) : null,
            Memory = Mebibytes(container.Limits.MemoryBytes),
            MemoryReservation = Mebibytes(container.Requests.MemoryBytes),
            Ports = [.. workload.Ports.Where(port => OwnerOf(workload, port) == container).Select(port => (port.TargetPort, port.Protocol == PortProtocol.Udp ? "udp" : "tcp")).Distinct()],
            Mounts =
            [
                .. files.Where(entry => entry.Key.Item1 == container.Name).OrderBy(entry => entry.Value).Select(entry => new ContainerMount(entry.Value, entry.Key.Item2, ReadOnly: true)),
                .. container.Volumes.Select(volume => new ContainerMount(VolumeName(volume), volume.Target, volume.ReadOnly)),
            ],
            After = after,
            HealthCheck = HealthOf(workload, container)?.Exec,
            StopSeconds = args.Settings.StopSeconds,
            LogGroup = log,
            Region = args.Settings.Region,
        };
    }

    private static ContainerDefinition Probe(WorkloadServiceArgs args, Output<string> log, WorkloadContainer container, HttpProbe http) => new()
    {
        Name = ProbeName(container),
        Image = Output.Create(args.Settings.Tools.Shell),
        EntryPoint = ["/bin/sleep"],
        Command = ["infinity"],
        User = args.Settings.ContainerUser,
        After = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(container.Name, "START"),
        HealthCheck =
        [
            "wget", "-q", "-T", "4", "-O", "/dev/null", "--no-check-certificate",
            .. http.Headers.Select(header => $"--header={header.Name}: {header.Value}"),
            $"{http.Scheme.ToLowerInvariant()}://{http.Host ?? "127.0.0.1"}:{http.Port}{http.Path}",
        ],
        StopSeconds = 2,
        LogGroup = log,
        Region = args.Settings.Region,
    };

    private static ContainerDefinition Files(WorkloadServiceArgs args, Output<string> log, TaskValues values, IReadOnlyDictionary<(string Container, string Folder), string> volumes)
    {
        var user = args.Settings.ContainerUser;
        var lines = new List<string> { "set -eu", "umask 077" };
        foreach (var container in args.Workload.Containers)
        {
            foreach (var (file, index) in container.Files.Select((file, index) => (file, index)))
            {
                var path = Quote($"/{volumes[(container.Name, FolderOf(file))]}/{file.Target[(file.Target.LastIndexOf('/') + 1)..]}");
                var mode = Convert.ToString((int)(file.Mode ?? (UnixFileMode)0b110_100_100), 8);
                lines.Add($"printf '%s' \"${TaskValues.FileVariable(container, index)}\"{(file.Content is null ? " | base64 -d" : "")} > {path}");
                lines.Add($"chmod {mode} {path}");
                lines.Add($"chown {user}:{user} {path}");
            }
        }
        return new ContainerDefinition
        {
            Name = FilesContainer,
            Image = Output.Create(args.Settings.Tools.Shell),
            EntryPoint = ["/bin/sh", "-c"],
            Command = [string.Join('\n', lines)],
            Environment = values.PlainFiles,
            Secrets = values.SecretFiles,
            IsEssential = false,
            // New volumes belong to root; files must end up with whom they are for.
            User = 0,
            Drops = AllButChown,
            Mounts = [.. volumes.Values.Order(StringComparer.Ordinal).Select(volume => new ContainerMount(volume, $"/{volume}", ReadOnly: false))],
            StopSeconds = 2,
            LogGroup = log,
            Region = args.Settings.Region,
        };
    }

    private static string ProbeName(WorkloadContainer container) => $"{container.Name}-probe";

    private static int? Mebibytes(long? bytes) => bytes is { } known ? Math.Max((int)Math.Ceiling(known / 1048576m), 6) : null;

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''")}'";
}

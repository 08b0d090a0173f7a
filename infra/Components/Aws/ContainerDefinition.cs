using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumi;

namespace Slipway.Infra.Components.Aws;

/// <summary>One container of a task, as ECS describes it.</summary>
public sealed record ContainerDefinition
{
    private const string Temporary = "/tmp";

    private static readonly ImmutableSortedDictionary<string, Output<string>> None = ImmutableSortedDictionary.Create<string, Output<string>>(StringComparer.Ordinal);

    public required string Name { get; init; }

    public required Output<string> Image { get; init; }

    /// <summary>What replaces the entrypoint of the image; null keeps it.</summary>
    public IReadOnlyList<string>? EntryPoint { get; init; }

    /// <summary>What replaces the arguments of the image; null keeps them.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    public ImmutableSortedDictionary<string, Output<string>> Environment { get; init; } = None;

    /// <summary>Variables whose values ECS takes from Secrets Manager, by what refers to them.</summary>
    public ImmutableSortedDictionary<string, Output<string>> Secrets { get; init; } = None;

    /// <summary>Whether the task ends with it.</summary>
    public bool IsEssential { get; init; } = true;

    /// <summary>The user it runs as; only what prepares folders for others is root.</summary>
    public required int User { get; init; }

    /// <summary>Capabilities of a container's user that it goes without.</summary>
    public ImmutableArray<string> Drops { get; init; } = ["ALL"];

    /// <summary>Units of 1024 to a processor; null shares what the task has.</summary>
    public int? Cpu { get; init; }

    /// <summary>Mebibytes it is killed beyond; null shares what the task has.</summary>
    public int? Memory { get; init; }

    /// <summary>Mebibytes set aside; null for none.</summary>
    public int? MemoryReservation { get; init; }

    public ImmutableArray<(int Port, string Protocol)> Ports { get; init; } = [];

    public ImmutableArray<ContainerMount> Mounts { get; init; } = [];

    /// <summary>Containers that must have reached a state (<c>START</c>, <c>HEALTHY</c>, <c>SUCCESS</c>) before.</summary>
    public ImmutableSortedDictionary<string, string> After { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>A program whose success means health; null for none.</summary>
    public IReadOnlyList<string>? HealthCheck { get; init; }

    public required int StopSeconds { get; init; }

    /// <summary>The log it writes to.</summary>
    public required Output<string> LogGroup { get; init; }

    public required string Region { get; init; }

    /// <summary>The containers of a task as text.</summary>
    public static Output<string> Document(IEnumerable<ContainerDefinition> containers) =>
        Output.All(containers.Select(container => container.ToJson())).Apply(all => new JArray(all).ToString(Formatting.None));

    private Output<JObject> ToJson()
    {
        var inputs = ImmutableArray.Create(Image, LogGroup).AddRange(Environment.Values).AddRange(Secrets.Values);
        return Output.All(inputs).Apply(values => Json(values[0], values[1], [.. values.Skip(2)]));
    }

    private JObject Json(string image, string logGroup, string[] values)
    {
        var json = new JObject
        {
            ["name"] = Name,
            ["image"] = image,
            ["essential"] = IsEssential,
            ["user"] = $"{User}:{User}",
            ["readonlyRootFilesystem"] = true,
            ["stopTimeout"] = StopSeconds,
            ["environment"] = new JArray(Environment.Keys.Zip(values, (name, value) => new JObject { ["name"] = name, ["value"] = value })),
            ["secrets"] = new JArray(Secrets.Keys.Zip(values.Skip(Environment.Count), (name, value) => new JObject { ["name"] = name, ["valueFrom"] = value })),
            ["portMappings"] = new JArray(Ports.Select(port => new JObject { ["containerPort"] = port.Port, ["hostPort"] = port.Port, ["protocol"] = port.Protocol })),
            ["mountPoints"] = new JArray(Mounts.Select(mount => new JObject { ["sourceVolume"] = mount.Volume, ["containerPath"] = mount.Target, ["readOnly"] = mount.ReadOnly })),
            ["dependsOn"] = new JArray(After.Select(other => new JObject { ["containerName"] = other.Key, ["condition"] = other.Value })),
            ["linuxParameters"] = new JObject
            {
                ["initProcessEnabled"] = true,
                ["capabilities"] = new JObject { ["drop"] = new JArray(Drops) },
                // The one place that can be written to, in memory: programs and their runtimes expect it.
                ["tmpfs"] = Mounts.Any(mount => mount.Target == Temporary) ? new JArray() : new JArray(new JObject
                {
                    ["containerPath"] = Temporary,
                    ["size"] = 64,
                    ["mountOptions"] = new JArray("rw", "nosuid", "nodev", "mode=1777"),
                }),
            },
            ["logConfiguration"] = new JObject
            {
                ["logDriver"] = "awslogs",
                ["options"] = new JObject
                {
                    ["awslogs-group"] = logGroup,
                    ["awslogs-region"] = Region,
                    ["awslogs-stream-prefix"] = "task",
                    // A log that is not accepted must not stop the program that writes it.
                    ["mode"] = "non-blocking",
                    ["max-buffer-size"] = "10m",
                },
            },
        };
        Add(json, "entryPoint", EntryPoint is null ? null : new JArray(EntryPoint));
        Add(json, "command", Command is null ? null : new JArray(Command));
        Add(json, "cpu", Cpu);
        Add(json, "memory", Memory);
        Add(json, "memoryReservation", MemoryReservation);
        Add(json, "healthCheck", HealthCheck is null ? null : new JObject
        {
            ["command"] = new JArray(HealthCheck.Prepend("CMD")),
            ["interval"] = 10,
            ["timeout"] = 5,
            ["retries"] = 3,
            ["startPeriod"] = 120,
        });
        return json;
    }

    private static void Add(JObject json, string name, JToken? value)
    {
        if (value is not null)
            json[name] = value;
    }
}

/// <summary>A volume of the task, and where a container finds it.</summary>
public sealed record ContainerMount(string Volume, string Target, bool ReadOnly);

using System.Collections.Immutable;

namespace Slipway.Infra.Workloads;

/// <summary>One workload as a Score file describes it, read and checked.</summary>
public sealed record Workload
{
    /// <summary>The name, unique in an environment.</summary>
    public required string Name { get; init; }

    /// <summary>The Score file, as its path was given.</summary>
    public required string File { get; init; }

    /// <summary>The line of the name in the Score file.</summary>
    public int Line { get; init; }

    /// <summary>The folder of the Score file; paths inside the file are relative to it.</summary>
    public string Folder => Path.GetDirectoryName(File) is { Length: > 0 } folder ? folder : ".";

    /// <summary>Everything under <c>metadata</c>.</summary>
    public required ScoreMap Metadata { get; init; }

    /// <summary>The annotations, ours and those of others.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the workload runs on or ends by itself (<c>slipway.dev/kind</c>).</summary>
    public WorkloadKind Kind { get; init; }

    /// <summary>Whether it can be reached from outside the environment (<c>slipway.dev/public</c>).</summary>
    public bool IsPublic { get; init; }

    /// <summary>How many instances run (<c>slipway.dev/replicas</c>).</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>What to build where the image is ".", relative to <see cref="Folder"/> (<c>slipway.dev/project</c>).</summary>
    public string? Project { get; init; }

    /// <summary>Where metrics are scraped (<c>slipway.dev/metrics</c>).</summary>
    public MetricsEndpoint? Metrics { get; init; }

    /// <summary>Whether a new version takes the place of the old one, rather than standing beside it (<c>slipway.dev/strategy: recreate</c>).</summary>
    public bool IsRecreated { get; init; }

    /// <summary>What a new version must answer before it gets traffic (<c>slipway.dev/smoke</c>).</summary>
    public ImmutableArray<SmokeTest> Smoke { get; init; } = [];

    /// <summary>The folder of the migrations it comes with, relative to <see cref="Folder"/> (<c>slipway.dev/migrations</c>).</summary>
    public string? Migrations { get; init; }

    /// <summary>
    /// The description on its own, with overrides applied and files in it: read again, it gives what runs the same processes.
    /// Of the annotations it has those that shape processes.
    /// </summary>
    public string Description { get; init; } = "";

    /// <summary>What it knows about watching itself (<c>slipway.dev/monitoring</c>).</summary>
    public WorkloadMonitoring Monitoring { get; init; } = WorkloadMonitoring.None;

    /// <summary>The percentage of requests that must succeed (<c>slipway.dev/slo</c>); null where the environment's holds.</summary>
    public decimal? Slo { get; init; }

    /// <summary>How long 95 of 100 requests may take at most (<c>slipway.dev/latency</c>); null where the environment's holds.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>The containers, ordered by name.</summary>
    public required ImmutableArray<WorkloadContainer> Containers { get; init; }

    /// <summary>The containers in the order in which <c>before</c> lets them start.</summary>
    public required ImmutableArray<WorkloadContainer> StartOrder { get; init; }

    /// <summary>The ports of the service, ordered by name.</summary>
    public ImmutableArray<ServicePort> Ports { get; init; } = [];

    /// <summary>What the workload needs, ordered by name.</summary>
    public ImmutableArray<WorkloadResource> Resources { get; init; } = [];

    /// <summary>Finds a port of the service by its name or its public number.</summary>
    public ServicePort? FindPort(string nameOrNumber) =>
        Ports.FirstOrDefault(port => port.Name == nameOrNumber)
        ?? Ports.FirstOrDefault(port => port.Port.ToString() == nameOrNumber);
}

/// <summary>Whether a workload runs on or ends by itself.</summary>
public enum WorkloadKind
{
    /// <summary>Runs until it is replaced.</summary>
    Service,

    /// <summary>Runs to its end.</summary>
    Job,
}

/// <summary>Where metrics are scraped: a port of the service and a path.</summary>
public sealed record MetricsEndpoint(ServicePort Port, string Path);

/// <summary>A port of the service: the number others use and the one the container listens on.</summary>
public sealed record ServicePort(string Name, int Port, int TargetPort, PortProtocol Protocol);

/// <summary>The transport of a port.</summary>
public enum PortProtocol
{
    /// <summary>TCP, the default.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,
}

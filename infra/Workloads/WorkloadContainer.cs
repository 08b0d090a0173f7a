using System.Collections.Immutable;

namespace Slipway.Infra.Workloads;

/// <summary>One container of a workload.</summary>
public sealed record WorkloadContainer
{
    /// <summary>The name, unique in the workload.</summary>
    public required string Name { get; init; }

    /// <summary>The image; "." stands for one that is built or given when deploying.</summary>
    public required string Image { get; init; }

    /// <summary>Whether the image is built or given when deploying.</summary>
    public bool NeedsImage => Image == ".";

    /// <summary>What replaces the entrypoint of the image; null keeps it.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>What replaces the arguments of the image; null keeps them.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>The environment variables, ordered by name.</summary>
    public ImmutableSortedDictionary<string, Template> Variables { get; init; } = ImmutableSortedDictionary.Create<string, Template>(StringComparer.Ordinal);

    /// <summary>The files to mount, ordered by target.</summary>
    public ImmutableArray<ContainerFile> Files { get; init; } = [];

    /// <summary>The volumes to mount, ordered by target.</summary>
    public ImmutableArray<ContainerVolume> Volumes { get; init; } = [];

    /// <summary>The containers that wait for this one, and the state they wait for.</summary>
    public ImmutableSortedDictionary<string, ContainerState> Before { get; init; } = ImmutableSortedDictionary.Create<string, ContainerState>(StringComparer.Ordinal);

    /// <summary>The most it may use.</summary>
    public ComputeSize Limits { get; init; } = new(null, null);

    /// <summary>What is set aside for it.</summary>
    public ComputeSize Requests { get; init; } = new(null, null);

    /// <summary>How to tell that it must be started anew.</summary>
    public ContainerProbe? Liveness { get; init; }

    /// <summary>How to tell that it can take traffic.</summary>
    public ContainerProbe? Readiness { get; init; }
}

/// <summary>What a container must have reached before another may start.</summary>
public enum ContainerState
{
    /// <summary>It has been started.</summary>
    Started,

    /// <summary>Its probe succeeds.</summary>
    Healthy,

    /// <summary>It has ended with success.</summary>
    Complete,
}

/// <summary>Processor and memory; null where nothing is said.</summary>
public sealed record ComputeSize(decimal? CpuMillicores, long? MemoryBytes);

/// <summary>A file to mount: exactly one of <paramref name="Content"/> (text) and <paramref name="Bytes"/> is set.</summary>
/// <param name="Target">The path in the container.</param>
/// <param name="Content">The text; without placeholders where the file says <c>noExpand</c>.</param>
/// <param name="Bytes">What is not text, or was given as base64.</param>
/// <param name="Source">The path the content came from, relative to the Score file; null for content given inline.</param>
/// <param name="Mode">The access mode, such as 0640 (octal); null leaves it to the target.</param>
/// <param name="NoExpand">Whether placeholders were left as they are.</param>
public sealed record ContainerFile(string Target, Template? Content, ReadOnlyMemory<byte>? Bytes, string? Source, UnixFileMode? Mode, bool NoExpand);

/// <summary>A volume to mount.</summary>
public sealed record ContainerVolume(string Target, Template Source, string? Path, bool ReadOnly);

/// <summary>A health check; where both are given, <paramref name="Exec"/> is preferred if the target can do it.</summary>
public sealed record ContainerProbe(HttpProbe? Http, IReadOnlyList<string>? Exec);

/// <summary>A health check by HTTP GET; a null host means the workload itself.</summary>
public sealed record HttpProbe(string Scheme, string? Host, int Port, string Path, ImmutableArray<HttpProbeHeader> Headers);

/// <summary>A header that a health check sends.</summary>
public sealed record HttpProbeHeader(string Name, string Value);

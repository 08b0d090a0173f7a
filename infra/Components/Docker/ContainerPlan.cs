using System.Collections.Immutable;
using Pulumi;

namespace Slipway.Infra.Components.Docker;

/// <summary>A container as it should be; what holds for every container is the host's to add.</summary>
public sealed record ContainerPlan
{
    public required string Name { get; init; }

    public required Image Image { get; init; }

    /// <summary>The workload it belongs to; empty for a part of the platform.</summary>
    public string Workload { get; init; } = "";

    /// <summary>What replaces the image's entrypoint and arguments; null keeps them.</summary>
    public ImmutableArray<string>? Entrypoint { get; init; }

    /// <summary>What replaces the image's arguments; null keeps them. Arguments are public.</summary>
    public ImmutableArray<string>? Command { get; init; }

    /// <summary>Variables, all public: a secret goes into <see cref="Files"/>.</summary>
    public ImmutableSortedDictionary<string, Input<string>> Environment { get; init; } = ImmutableSortedDictionary<string, Input<string>>.Empty;

    public ImmutableArray<PlacedFile> Files { get; init; } = [];

    public ImmutableArray<NetworkPlace> Networks { get; init; } = [];

    /// <summary>The container whose network it shares, instead of networks of its own.</summary>
    public Input<string>? NetworkOf { get; init; }

    public ImmutableArray<VolumePlace> Volumes { get; init; } = [];

    /// <summary>Folders of the host, to read.</summary>
    public ImmutableArray<(string Source, string Target)> HostFolders { get; init; } = [];

    /// <summary>Whether it sees the processes of the host.</summary>
    public bool SeesHostProcesses { get; init; }

    /// <summary>Folders it may write to besides <c>/tmp</c>; lost when it stops.</summary>
    public ImmutableArray<string> Scratch { get; init; } = [];

    /// <summary>How much <c>/tmp</c> and each scratch folder may hold; it counts as memory of the container.</summary>
    public int ScratchMebibytes { get; init; } = 64;

    public required string User { get; init; }

    public required ContainerSize Size { get; init; }

    /// <summary>What is set aside for it.</summary>
    public ContainerSize? Reserved { get; init; }

    public HealthCheck? Health { get; init; }

    /// <summary>Whether it runs to its end, once, and what follows waits for that.</summary>
    public bool Once { get; init; }

    /// <summary>Whether the old one must be gone before the new one starts: it has a volume, or a port of the host.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Capabilities it keeps; there should be none.</summary>
    public ImmutableArray<string> Capabilities { get; init; } = [];

    /// <summary>Memory for the file system that processes of the container share, in MiB.</summary>
    public int? SharedMemoryMebibytes { get; init; }

    /// <summary>How long it may take to stop before it is killed.</summary>
    public int StopSeconds { get; init; } = 30;

    public PublishedAddress? Publish { get; init; }

    /// <summary>The port of the container that <see cref="Publish"/> leads to.</summary>
    public int PublishedPort { get; init; }
}

/// <summary>An image: what names it, and what Docker knows it by.</summary>
public sealed record Image(string Reference, Output<string> Id);

/// <summary>A file that a container finds at a path, readable by its user alone unless the mode says otherwise.</summary>
/// <param name="Base64">Whether <paramref name="Content"/> is base64, for what is not text.</param>
public sealed record PlacedFile(string Path, Input<string> Content, string Mode = "0400", bool Base64 = false);

/// <summary>A network and the names it has there.</summary>
public sealed record NetworkPlace(Output<string> Network, ImmutableArray<string> Names);

/// <summary>A volume and where a container finds it.</summary>
public sealed record VolumePlace(Input<string> Volume, string Path, bool ReadOnly = false);

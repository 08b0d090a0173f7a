using System.Collections.Immutable;
using Pulumi;

namespace Slipway.Infra.Components.Local;

/// <summary>A program that is kept running.</summary>
public sealed record Unit
{
    public required string Name { get; init; }

    /// <summary>The workload it belongs to; empty for a part of the platform.</summary>
    public string Workload { get; init; } = "";

    /// <summary>The slot it runs in; empty for what has none.</summary>
    public string Slot { get; init; } = "";

    /// <summary>What tells one build of the program from another; empty where the distribution decides.</summary>
    public string Version { get; init; } = "";

    /// <summary><c>host:port</c> it listens on; empty when it does not.</summary>
    public string Address { get; init; } = "";

    /// <summary>The program and its arguments; secrets belong into <see cref="Environment"/> or files, as arguments are public.</summary>
    public required ImmutableArray<Input<string>> Command { get; init; }

    public ImmutableSortedDictionary<string, Input<string>> Environment { get; init; } = ImmutableSortedDictionary<string, Input<string>>.Empty;

    /// <summary>Files a killed process leaves behind and a new one stumbles over, such as sockets.</summary>
    public ImmutableArray<string> Leftovers { get; init; } = [];

    /// <summary>Files and folders it finds at paths of its own.</summary>
    public ImmutableArray<Mount> Mounts { get; init; } = [];

    /// <summary>What to wait for: a <c>http://</c> address that answers 2xx, <c>tcp:port</c>, <c>command:shell command</c> that succeeds, or empty for the process itself.</summary>
    public string Ready { get; init; } = "";

    /// <summary>How long to wait for it.</summary>
    public int ReadySeconds { get; init; } = 60;

    /// <summary>What must go on answering, in the same form; a process that misses three times in a row, ten seconds apart, is started anew. Empty for no such watch.</summary>
    public string Liveness { get; init; } = "";

    /// <summary>Units with smaller numbers stop later.</summary>
    public int Priority { get; init; } = 100;

    public string StopSignal { get; init; } = "TERM";

    /// <summary>How long it may take to stop before it is killed.</summary>
    public int StopSeconds { get; init; } = 30;

    /// <summary>What makes it read changed configuration again: a signal, or <c>command:shell command</c>; empty when it must be restarted.</summary>
    public string Reload { get; init; } = "";

    /// <summary>Contents of the files it reads: a change reloads or restarts it.</summary>
    public ImmutableArray<Input<string>> Configuration { get; init; } = [];
}

/// <summary>A file or folder of this machine, and where a program finds it.</summary>
public sealed record Mount(Input<string> Source, string Target, bool ReadOnly);

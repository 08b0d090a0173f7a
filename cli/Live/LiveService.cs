namespace Slipway.Cli.Live;

public enum LiveState
{
    Running,
    Starting,

    /// <summary>It has ended; a job that completed is stopped and as wanted.</summary>
    Stopped,
    Failed,
}

public enum LiveHealth
{
    /// <summary>It has no health check, or none has been made yet.</summary>
    Unknown,
    Healthy,
    Unhealthy,
}

/// <summary>One process, or group of replicas, that belongs to a stack.</summary>
public sealed record LiveService
{
    public required string Name { get; init; }

    /// <summary>The workload it belongs to; empty for a part of the platform.</summary>
    public string Workload { get; init; } = "";

    /// <summary>The slot it runs in; empty for what has none.</summary>
    public string Slot { get; init; } = "";

    public required LiveState State { get; init; }

    /// <summary>False for a job that has done its work and for what was scaled to nothing.</summary>
    public bool ShouldRun { get; init; } = true;

    public LiveHealth Health { get; init; }

    public int? ProcessId { get; init; }

    public TimeSpan? Uptime { get; init; }

    /// <summary>Host and port it listens on: <c>127.0.0.1:18010</c>.</summary>
    public string? Address { get; init; }

    /// <summary>Version or hash of what runs.</summary>
    public string? Version { get; init; }

    /// <summary>Why it is not as it should be, when the system says so.</summary>
    public string? Reason { get; init; }

    public bool IsAsWanted => !ShouldRun ? State != LiveState.Failed : State == LiveState.Running && Health != LiveHealth.Unhealthy;
}

namespace Slipway.Downloads.Jobs;

/// <summary>A job as its owner sees it.</summary>
public sealed record Job(
    Guid JobId,
    JobStatus Status,
    int Progress,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    int Attempts,
    string? Error,
    int EstimatedSeconds,
    long Version,
    DateTimeOffset? ExpiresAt,
    IReadOnlyList<PreparedFile> Files)
{
    /// <summary>Whether nothing will change any more.</summary>
    public bool IsFinished => Status is JobStatus.Completed or JobStatus.Failed or JobStatus.Cancelled;
}

/// <summary>One file of a finished job: what is needed to sign an address for it.</summary>
public sealed record PreparedFile(int FileId, string S3Key, long Size, string? Sha256);

/// <summary>A job in a worker's hands. Worker and attempt together are the fence that keeps a stale worker's outcome out.</summary>
public sealed record LeasedJob(Guid JobId, int[] FileIds, int Attempt, string Worker);

/// <summary>What became of a request for a new job.</summary>
public enum Initiation
{
    /// <summary>A job was made.</summary>
    Created,

    /// <summary>The same request came before; its job is given again.</summary>
    Repeated,

    /// <summary>The key was used before with another body.</summary>
    KeyReused,
}

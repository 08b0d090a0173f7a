using System.ComponentModel;
using Slipway.Downloads.Jobs;

namespace Slipway.Downloads;

/// <summary>One file.</summary>
public sealed record FileRequest([property: Description("10,000 to 100,000,000")] int? FileId);

/// <summary>Files for a job.</summary>
public sealed record InitiateRequest([property: Description("1 to 1,000 ids, each 10,000 to 100,000,000")] int[]? FileIds);

/// <summary>Whether a file is there.</summary>
public sealed record Availability(int FileId, bool Available, string S3Key, long? Size);

/// <summary>A job and where to follow it.</summary>
public sealed record Initiated(Guid JobId, JobStatus Status, string StatusUrl, string EventsUrl, string ResultUrl);

/// <summary>How far a job is.</summary>
public sealed record JobView(
    Guid JobId,
    JobStatus Status,
    [property: Description("Percent")] int Progress,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    int Attempts,
    string? Error,
    [property: Description("Seconds of preparation still expected, without the wait in the queue")] int EstimatedSeconds)
{
    /// <summary>What an owner may see of a job.</summary>
    public static JobView Of(Job job) => new(
        job.JobId, job.Status, job.Progress, job.CreatedAt, job.StartedAt, job.CompletedAt, job.Attempts, job.Error, job.EstimatedSeconds);
}

/// <summary>Where to fetch a file, and until when.</summary>
public sealed record DownloadLink(int FileId, Uri Url, DateTimeOffset ExpiresAt, long Size, [property: Description("Checksum in hexadecimal, where known")] string? Sha256);

/// <summary>What a completed job gives.</summary>
public sealed record JobResult(Guid JobId, IReadOnlyList<DownloadLink> Files);

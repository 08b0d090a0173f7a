namespace Slipway.Downloads.Jobs;

/// <summary>Where a job stands.</summary>
public enum JobStatus
{
    /// <summary>Waits for a worker.</summary>
    Queued,

    /// <summary>A worker prepares the files.</summary>
    Processing,

    /// <summary>The result can be fetched.</summary>
    Completed,

    /// <summary>Preparation was given up; the job's error says why.</summary>
    Failed,

    /// <summary>The owner called it off.</summary>
    Cancelled,
}

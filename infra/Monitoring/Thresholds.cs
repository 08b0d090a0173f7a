namespace Slipway.Infra.Monitoring;

/// <summary>When somebody is told. A workload may have its own availability and latency.</summary>
public sealed record Thresholds
{
    /// <summary>The percentage of requests that must succeed.</summary>
    public decimal Slo { get; init; } = 99.5m;

    /// <summary>How long 95 of 100 requests may take at most.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The percentage of requests that may fail over five minutes.</summary>
    public decimal ErrorPercent { get; init; } = 5;

    /// <summary>Requests in the shorter window below which a ratio says nothing.</summary>
    public int LeastRequests { get; init; } = 20;

    /// <summary>The percentage of a disk that must be free.</summary>
    public int DiskFreePercent { get; init; } = 10;

    /// <summary>The percentage of PostgreSQL's connections that may be in use.</summary>
    public int ConnectionPercent { get; init; } = 80;

    /// <summary>How many days before its end a certificate must have been renewed.</summary>
    public int CertificateDays { get; init; } = 21;

    /// <summary>How old the latest backup may be.</summary>
    public int BackupHours { get; init; } = 26;

    /// <summary>What paths of runbooks are put behind, such as the address of the repository's files; empty leaves them as they are.</summary>
    public string Runbooks { get; init; } = "";
}

namespace Slipway.Infra.Releases;

/// <summary>What was seen of the new version of one workload.</summary>
public sealed record Observation
{
    /// <summary>How many times in a row every instance was found healthy, up to now.</summary>
    public int GoodProbes { get; init; }

    /// <summary>How many times in a row an instance was not.</summary>
    public int BadProbes { get; init; }

    /// <summary>What was wrong with it the last time.</summary>
    public string ProbeProblem { get; init; } = "";

    /// <summary>What the smoke tests found: null while they have not been run, empty when all went well.</summary>
    public string? SmokeProblem { get; init; }

    /// <summary>How long whoever drives the release has watched it. The time before that, when nobody did, says nothing.</summary>
    public TimeSpan WatchedFor { get; init; } = TimeSpan.MaxValue;

    public Verdict Figures { get; init; } = new(VerdictKind.Unknown, "no figures");
}

/// <summary>What somebody wants of a release under way.</summary>
public enum ReleaseWish
{
    None,

    /// <summary>All of the traffic now, without further holds.</summary>
    Promote,

    /// <summary>Back to the version before.</summary>
    Abort,
}

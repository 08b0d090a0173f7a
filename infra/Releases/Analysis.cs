using System.Globalization;

namespace Slipway.Infra.Releases;

/// <summary>Judges the figures of a new version against those of the old one and against the limits.</summary>
public static class Analysis
{
    /// <param name="candidate">Null where the workload publishes no figures, or nobody could be asked for them.</param>
    /// <param name="stable">Null where there are none to compare with.</param>
    public static Verdict Judge(SlotFigures? candidate, SlotFigures? stable, ReleaseSettings limits)
    {
        if (candidate is null)
            return new Verdict(VerdictKind.Unknown, "no figures");
        if (candidate.Requests < limits.LeastRequests)
            return new Verdict(VerdictKind.TooFew, Text($"{candidate.Requests:0} of {limits.LeastRequests} requests to judge by"));
        if (candidate.ErrorPercent > limits.MostErrors)
            return new Verdict(VerdictKind.Breach, Text($"{candidate.ErrorPercent:0.#} % of its requests fail, the limit is {limits.MostErrors:0.#} % (the version before: {stable?.ErrorPercent ?? 0:0.#} %)"));
        if (candidate.P95 is { } p95)
        {
            if (limits.SlowestP95 is { } slowest && p95 > slowest)
                return new Verdict(VerdictKind.Breach, Text($"95 of 100 requests take up to {p95.TotalMilliseconds:0} ms, the limit is {slowest.TotalMilliseconds:0} ms"));
            if (p95 > limits.P95Floor && stable is { P95: { } before } && stable.Requests >= limits.LeastRequests && p95 > before * limits.P95Factor)
                return new Verdict(VerdictKind.Breach, Text($"95 of 100 requests take up to {p95.TotalMilliseconds:0} ms, more than {limits.P95Factor:0.#} times the {before.TotalMilliseconds:0} ms of the version before"));
        }
        return new Verdict(VerdictKind.Good, Text($"{candidate.Requests:0} requests, {candidate.ErrorPercent:0.#} % failed"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

public enum VerdictKind
{
    Good,

    /// <summary>There are no figures to judge by, and there will be none.</summary>
    Unknown,

    /// <summary>More requests are needed.</summary>
    TooFew,

    /// <summary>A limit is broken.</summary>
    Breach,
}

/// <summary>What the figures say, and why.</summary>
public sealed record Verdict(VerdictKind Kind, string Text);

using System.ComponentModel;

namespace Slipway.InboxHealth.Probes;

/// <summary>A probe as it stands.</summary>
public sealed record ProbeView(
    string Name,
    ProbeStatus Status,
    [property: Description("What was seen, in words")] string Detail,
    [property: Description("When the last look ended or was given up")] DateTimeOffset? CheckedAt,
    DateTimeOffset? LastSuccessAt,
    [property: Description("How long the last look took")] double? DurationMs,
    [property: Description("Looks that failed since the last success")] int ConsecutiveFailures,
    [property: Description("Trace of the last look, to be found in the logs of both sides")] string? TraceId,
    IReadOnlyDictionary<string, double> Figures)
{
    public static ProbeView Unseen(string name) => new(name, ProbeStatus.Unknown, "not looked at yet", null, null, null, 0, null, new Dictionary<string, double>());
}

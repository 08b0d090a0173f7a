using Microsoft.AspNetCore.Http.HttpResults;
using Slipway.InboxHealth.Probes;

namespace Slipway.InboxHealth;

/// <summary>What the probes see at the moment.</summary>
public static class ProbesApi
{
    public static void MapProbes(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/probes", Read)
        .WithName("read_probes")
        .WithSummary("The current state of every probe, and the OAuth tokens that are about to expire");

    private static Ok<ProbesView> Read(ProbeBoard board, OAuthTokensProbe tokens)
    {
        var probes = board.Read();
        return TypedResults.Ok(new ProbesView(
            probes.Any(probe => probe.Status == ProbeStatus.Down) ? ProbeStatus.Down
                : probes.Any(probe => probe.Status == ProbeStatus.Unknown) ? ProbeStatus.Unknown
                : ProbeStatus.Up,
            probes, tokens.Expiring));
    }
}

/// <summary>All probes. <c>down</c> when any of them is.</summary>
public sealed record ProbesView(ProbeStatus Status, IReadOnlyList<ProbeView> Probes, IReadOnlyList<ExpiringToken> ExpiringTokens);

namespace Slipway.Infra.Releases;

/// <summary>What Prometheus says of one slot over the last while.</summary>
/// <param name="Requests">How many it answered.</param>
/// <param name="Errors">How many of them with a fault of the server.</param>
/// <param name="P95">How long 95 of 100 took at most; null without requests.</param>
public sealed record SlotFigures(double Requests, double Errors, TimeSpan? P95)
{
    public double ErrorPercent => Requests > 0 ? Errors / Requests * 100 : 0;
}

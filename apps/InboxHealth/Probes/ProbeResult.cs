namespace Slipway.InboxHealth.Probes;

/// <summary>What a successful look saw, in words and in figures. Neither holds personal data.</summary>
public sealed record ProbeResult(string Detail, IReadOnlyDictionary<string, double> Figures);

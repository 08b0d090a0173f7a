namespace Slipway.Infra.Releases;

/// <summary>One of the two places a workload runs in, as an update declares it.</summary>
/// <param name="Weight">Its share of the traffic in percent.</param>
/// <param name="IsKept">Whether it stays as it runs, whatever the description says now.</param>
public sealed record Slot(string Name, int Weight, bool IsKept);

namespace Slipway.Infra.Components;

/// <summary>A port that stands for whichever slot of a workload is live.</summary>
public sealed record Door(int Port, Route Route);

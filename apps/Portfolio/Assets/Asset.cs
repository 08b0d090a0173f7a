namespace Slipway.Portfolio.Assets;

/// <summary>A loan's asset.</summary>
public sealed record Asset(string Id, decimal NominalValue, AssetStatus Status, DateOnly DueDate);

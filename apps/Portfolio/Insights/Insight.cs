namespace Slipway.Portfolio.Insights;

/// <summary>One headline figure.</summary>
public sealed record Insight(string Id, string Name, decimal Value);

namespace Slipway.Portfolio.Assets;

/// <summary>Which assets are wanted; both dates are exclusive.</summary>
public sealed record AssetFilter(AssetStatus? Status, DateOnly? DueBefore, DateOnly? DueAfter);

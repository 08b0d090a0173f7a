namespace Slipway.Engine.State;

/// <summary>One finished update, as <c>stack history</c> lists it.</summary>
/// <param name="Version">Counted from 1, the oldest.</param>
/// <param name="Kind"><c>update</c>, <c>destroy</c>, <c>refresh</c>, <c>import</c> or <c>settle</c>.</param>
/// <param name="Result"><c>succeeded</c> or <c>failed</c>.</param>
public sealed record HistoryEntry(int Version, string Kind, string Result, DateTimeOffset Started, DateTimeOffset Ended);

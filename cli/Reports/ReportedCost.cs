using System.Collections.Immutable;

namespace Slipway.Cli.Reports;

/// <summary>What <c>slipway cost --json</c> said.</summary>
/// <param name="Difference">Null when there was nothing to compare with.</param>
/// <param name="IsComplete">False when something has no price: the sum is the least it can be.</param>
/// <param name="IsNotPriced">True for a stack on machines that are there, which has no sum.</param>
internal sealed record ReportedCost(decimal Usd, decimal? Difference, bool IsComplete, bool IsNotPriced, decimal? Budget, ImmutableArray<(string Component, decimal Before, decimal After)> Changes, ImmutableArray<string> NotInSum);

using System.Collections.Immutable;

namespace Slipway.Cli.Reports;

/// <summary>What a change would do to one stack, as a reviewer wants to see it.</summary>
/// <param name="Changes">Null when the preview failed.</param>
/// <param name="Findings">Null when no policy was evaluated.</param>
/// <param name="Cost">Null when costs were not estimated.</param>
internal sealed record StackReport(string Stack, ImmutableArray<ReportedChange>? Changes, ImmutableArray<ReportedFinding>? Findings, ReportedCost? Cost)
{
    public static StackReport Failed(string stack) => new(stack, null, null, null);

    /// <summary>True when a finding stops the update.</summary>
    public bool IsRefused => Findings?.Any(finding => finding.IsMandatory) == true;
}

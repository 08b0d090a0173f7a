using System.Collections.Immutable;
using Slipway.Policies.Evaluation;

namespace Slipway.Policies.Reports;

/// <summary>Findings that say the same of several resources: a first plan has many values that are known later.</summary>
public sealed record FindingGroup(Finding First, ImmutableArray<string> Names)
{
    /// <summary>Findings in their order; what could not be evaluated for the same reason is one group.</summary>
    public static IEnumerable<FindingGroup> Of(IEnumerable<Finding> findings) => findings
        .GroupBy(finding => finding.Kind == FindingKind.CouldNotEvaluate ? (finding.Rule, finding.Type, "") : (finding.Rule, finding.Urn, finding.Problem))
        .Select(group => new FindingGroup(group.First(), [.. group.Select(finding => finding.Name).Distinct()]));

    /// <summary>The resources in words: a few by name.</summary>
    public string Subject => Names.Length switch
    {
        1 => $"{First.Name} ({First.Type})",
        <= 3 => $"{string.Join(", ", Names)} ({First.Type})",
        _ => $"{Names[0]}, {Names[1]} and {Names.Length - 2} more ({First.Type})",
    };
}

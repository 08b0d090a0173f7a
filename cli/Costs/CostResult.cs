using Slipway.Costs;
using Slipway.Costs.Usage;

namespace Slipway.Cli.Costs;

/// <summary>What a stack costs, and what a plan does to it.</summary>
/// <param name="Comparison">Null when there is nothing to compare with: a state, or a stack that is not there yet.</param>
/// <param name="LeftOut">Unchanged resources that the plan counts and does not show; they are not in the estimate.</param>
internal sealed record CostResult(CostEstimate Estimate, CostComparison? Comparison, CostSettings Settings, int LeftOut)
{
    private const int MostNames = 3;

    /// <summary>False when something is missing: the sum is the least it can be.</summary>
    public bool IsComplete => Estimate.IsComplete && LeftOut == 0;

    /// <summary>True when the plan makes a stack that is not there yet: the difference is the whole.</summary>
    public bool IsNew => Comparison is { Before.Resources.IsEmpty: true, Before.OnOwnHardware: 0 };

    public UsageAssumptions Usage => Settings.Usage;

    /// <summary>Parts of the budget that are used; null when none is set.</summary>
    public decimal? BudgetShare => Estimate.Usd / Settings.Budget;

    /// <summary>What is not in the sum, one sentence each.</summary>
    public IEnumerable<string> Gaps
    {
        get
        {
            foreach (var group in Estimate.Unknown.GroupBy(unknown => unknown.Line.Missing!, StringComparer.Ordinal))
                yield return $"{Names([.. group.Select(unknown => $"{unknown.Resource.Name} ({unknown.Line.What})").Distinct()])}: {group.Key}";
            foreach (var (type, count) in Estimate.UnknownTypes) yield return $"{type} ({count}): no estimator for this kind";
            if (LeftOut > 0) yield return $"{LeftOut} unchanged resources are not in the plan: run `pulumi preview --json --show-sames`, or give the state too (--state)";
        }
    }

    private static string Names(IReadOnlyList<string> names) =>
        names.Count <= MostNames ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more";
}

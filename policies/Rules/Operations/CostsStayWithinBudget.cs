using Slipway.Policies.Evaluation;

namespace Slipway.Policies.Rules.Operations;

public sealed class CostsStayWithinBudget : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "The stack costs no more a month than it may",
        Severity = Severity.High,
        Targets = ["aws", "azure"],
        Reason = "A typing mistake in a size is noticed on the bill, a month later.",
        Link = "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
    };

    public override void Check(RuleRun run)
    {
        if (run.Facts.MonthlyBudget is not { } budget) return;
        switch (run.Facts.MonthlyCost)
        {
            case null:
                run.CouldNotEvaluate(run.Stack, "nobody estimated the costs");
                break;
            case var cost when cost.Amount > budget:
                run.Report(run.Stack, $"it costs {(cost.Unpriced > 0 ? "at least " : "")}{cost.Amount:0.00} {cost.Currency} a month, expected at most {budget:0.00} {cost.Currency}", "See `slipway cost` for what costs most, or raise slipway:budget");
                break;
            case { Unpriced: > 0 } cost:
                run.CouldNotEvaluate(run.Stack, $"{cost.Unpriced} of its resources have no known price; the others cost {cost.Amount:0.00} {cost.Currency} of {budget:0.00} a month");
                break;
        }
    }
}

namespace Slipway.Cli.Costs;

/// <summary>An estimate as a table for a page or a comment.</summary>
internal static class CostMarkdown
{
    public static IEnumerable<string> Lines(CostResult result)
    {
        var estimate = result.Estimate;
        if (estimate.IsNotPriced)
        {
            yield return $"Stack `{estimate.Stack}` is {CostScreen.OnOwnHardware}.";
            yield break;
        }

        yield return $"Stack `{estimate.Stack}`, list prices of {estimate.Region ?? "no region"}{(estimate.InPlaceOf is { } own ? $" in place of {own}" : "")}:";
        yield return "";
        yield return "| component | USD a month |";
        yield return "|---|--:|";
        foreach (var part in estimate.Components) yield return $"| {part.Name} | {(part.Unknown > 0 ? "≥ " : "")}{Money.Of(part.Usd)} |";
        yield return $"| **all** | **{(result.IsComplete ? "" : "≥ ")}{Money.Of(estimate.Usd)}** |";
        if (result is { Comparison: { } comparison, IsNew: false })
        {
            yield return "";
            yield return $"Difference to now: {Money.Difference(comparison.Usd)} USD a month{(comparison.IsComplete ? "" : ", of what has a price")}.";
        }

        if (result.BudgetShare is { } share)
        {
            yield return "";
            yield return $"Budget: {Money.Share(share, result.IsComplete)} of {Money.Of(result.Settings.Budget!.Value)} USD.";
        }

        var gaps = result.Gaps.ToList();
        if (gaps.Count == 0) yield break;
        yield return "";
        yield return "Not in this sum:";
        yield return "";
        foreach (var gap in gaps) yield return $"- {gap}";
    }
}

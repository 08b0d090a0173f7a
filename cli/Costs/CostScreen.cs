using Slipway.Cli.Screens;

namespace Slipway.Cli.Costs;

/// <summary>What a stack costs, by component, with a picture of how much each is of the whole.</summary>
internal sealed class CostScreen(CostResult result, bool verbose)
{
    private const int BarWidth = 20;

    public const string OnOwnHardware = "not priced: runs on hardware that is there";

    /// <summary>One line, for the end of a plan; null when nothing in it has a price.</summary>
    public static Line? Summary(CostResult result)
    {
        var estimate = result.Estimate;
        if (estimate.Resources.IsEmpty) return null;
        var line = new Line { Indent = 6 }.Add("Cost: ", Styles.Strong).Add(Sum(result));
        if (result is { Comparison: { } comparison, IsNew: false, Estimate.Usd: not 0 }) line.Add($", {Money.Difference(comparison.Usd)} to now");
        if (result.BudgetShare is { } share) line.Add($", {Money.Share(share, result.IsComplete)} of the budget", share > 1 ? Styles.Bad : Styles.Plain);
        return line.Add($"  (`slipway cost -s {estimate.Stack}` tells more)", Styles.Faint);
    }

    public IEnumerable<Line> Lines()
    {
        var estimate = result.Estimate;
        if (estimate.IsNotPriced)
        {
            yield return new Line().Add($"Stack {estimate.Stack}: ", Styles.Strong).Add(OnOwnHardware).Add($" ({Plural.Of(estimate.OnOwnHardware, "resource")})", Styles.Faint);
            yield break;
        }

        yield return new Line().Add($"Stack {estimate.Stack}: ", Styles.Strong)
            .Add(Sum(result))
            .Add($"  list prices of {estimate.Region ?? "no region"}{(estimate.InPlaceOf is { } own ? $", in place of {own}" : "")}", Styles.Faint);
        yield return new Line();
        foreach (var line in Components()) yield return line;
        if (result is { Comparison: { } comparison, IsNew: false })
        {
            yield return new Line();
            yield return new Line().Add($"{Money.Difference(comparison.Usd)} to now", Styles.Strong).Add(comparison.IsComplete ? "" : ", of what has a price");
            foreach (var (name, before, after) in comparison.Components) yield return new Line($"  {name}: {Money.Of(before)} → {Money.Of(after)}");
        }

        if (result.BudgetShare is { } share)
        {
            yield return new Line();
            yield return new Line().Add($"Budget: {Money.Share(share, result.IsComplete)} of {Money.Of(result.Settings.Budget!.Value)} USD", share > 1 ? Styles.Bad : Styles.Plain);
        }

        var gaps = result.Gaps.ToList();
        if (gaps.Count > 0)
        {
            yield return new Line();
            yield return new Line().Add("Not in this sum:", Styles.Warning);
            foreach (var gap in gaps) yield return new Line($"  {gap}") { Indent = 4 };
        }

        if (estimate.OnOwnHardware > 0)
            yield return new Line { Indent = 2 }.Add($"{Plural.Of(estimate.OnOwnHardware, "resource")} {OnOwnHardware}", Styles.Faint);
    }

    // Nothing of it has a price: that is no zero.
    private static string Sum(CostResult result) =>
        result is { IsComplete: false, Estimate.Usd: 0 } ? "not known" : $"{(result.IsComplete ? "" : "more than ")}{Money.Of(result.Estimate.Usd)} USD a month";

    private IEnumerable<Line> Components()
    {
        var components = result.Estimate.Components;
        var most = components.Select(part => part.Usd).DefaultIfEmpty(0).Max();
        var table = new Table("COMPONENT", "USD A MONTH", "");
        foreach (var part in components)
        {
            var bar = most == 0 ? "" : new string('█', (int)Math.Ceiling(part.Usd / most * BarWidth));
            table.Add((part.Name, Styles.Plain), (Money.Of(part.Usd).PadLeft("USD A MONTH".Length), Styles.Plain), (part.Unknown > 0 ? $"{bar} and {part.Unknown} not known" : bar, Styles.Accent));
            if (!verbose) continue;
            foreach (var resource in result.Estimate.Resources.Where(resource => resource.Component == part.Name))
            {
                foreach (var cost in resource.Lines)
                    table.Add(($"  {resource.Name}: {cost.What}", Styles.Faint), ((cost.Usd is { } usd ? Money.Of(usd) : "?").PadLeft("USD A MONTH".Length), Styles.Faint), (Arithmetic(cost), Styles.Faint));
            }
        }

        return table.Lines();
    }

    private static string Arithmetic(Slipway.Costs.CostLine line) =>
        line.Missing ?? $"{Money.Quantity(line.Quantity!.Value)} {line.Price!.Unit} × {Money.Unit(line.Price.Usd)}";
}

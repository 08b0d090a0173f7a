namespace Slipway.Cli.Reports;

/// <summary>A finding of a policy.</summary>
/// <param name="Level"><c>mandatory</c> or <c>advisory</c>.</param>
internal sealed record ReportedFinding(string Rule, string Level, string Name, string Type, string Problem, string Fix)
{
    public bool IsMandatory => Level == "mandatory";
}

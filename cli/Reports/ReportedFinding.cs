namespace Slipway.Cli.Reports;

/// <summary>A finding of a policy.</summary>
/// <param name="Level"><c>mandatory</c> or <c>advisory</c>.</param>
/// <param name="IsEvaluated">False when the rule could not tell, for want of a value.</param>
internal sealed record ReportedFinding(string Rule, string Level, bool IsEvaluated, string Name, string Type, string Problem, string Fix)
{
    public bool IsMandatory => Level == "mandatory";
}

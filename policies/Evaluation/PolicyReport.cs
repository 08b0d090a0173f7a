using System.Collections.Immutable;
using Slipway.Policies.Configuration;
using Slipway.Policies.Rules;

namespace Slipway.Policies.Evaluation;

/// <summary>Everything one evaluation found.</summary>
/// <param name="Findings">The mandatory first, then by severity, rule and resource.</param>
/// <param name="Evaluated">The rules that looked.</param>
public sealed record PolicyReport(
    string Stack,
    ImmutableArray<Finding> Findings,
    ImmutableArray<ExemptedFinding> Exempted,
    ImmutableArray<Exemption> UnusedExemptions,
    ImmutableArray<Rule> Evaluated)
{
    /// <summary>True when the update may not begin.</summary>
    public bool Refuses => Findings.Any(finding => finding.Level == Level.Mandatory);

    /// <summary>The findings of a level. What could not be evaluated is among the mandatory where the stack demands so, and otherwise counted apart.</summary>
    public int Count(Level level) => Findings.Count(finding => finding.Level == level && !IsApart(finding));

    public int NotEvaluated => Findings.Count(IsApart);

    /// <summary>The report as it may be shown: <paramref name="mask"/> hides secrets that stand within a value.</summary>
    public PolicyReport Masked(Func<string, string> mask) => this with
    {
        Findings = [.. Findings.Select(finding => finding with { Problem = mask(finding.Problem) })],
        Exempted = [.. Exempted.Select(exempted => exempted with { Finding = exempted.Finding with { Problem = mask(exempted.Finding.Problem) } })],
    };

    private static bool IsApart(Finding finding) => finding.Kind == FindingKind.CouldNotEvaluate && finding.Level != Level.Mandatory;
}

using System.Collections.Immutable;
using Slipway.Policies.Configuration;
using Slipway.Policies.Graph;
using Slipway.Policies.Rules;

namespace Slipway.Policies.Evaluation;

/// <summary>Lets rules look at a stack and applies what its settings say of levels and exemptions.</summary>
public static class PolicyEvaluation
{
    /// <param name="graph">A plan or a state; rules see the stack as it would be after the update.</param>
    public static PolicyReport Run(IEnumerable<Rule> rules, ResourceGraph graph, PolicySettings settings, EvaluationFacts facts)
    {
        var after = graph.After();
        var active = rules
            .Where(rule => settings.LevelOf(rule) != Level.Disabled && (settings.IsProduction || !rule.Description.ProductionOnly))
            .ToImmutableArray();
        var used = new HashSet<Exemption>();
        var findings = new List<Finding>();
        var exempted = new List<ExemptedFinding>();
        foreach (var finding in active.SelectMany(rule => Check(rule, after, settings, facts)))
        {
            var covering = settings.Exemptions.Where(exemption => exemption.Covers(finding.Rule, finding.Name, finding.Urn)).ToList();
            used.UnionWith(covering);
            if (covering.Find(exemption => !exemption.IsExpired(facts.Today)) is { } valid) exempted.Add(new(finding, valid));
            else findings.Add(finding);
        }

        findings.AddRange(settings.Exemptions.Where(exemption => exemption.IsExpired(facts.Today)).Select(exemption => Expired(exemption, graph)));
        return new PolicyReport(
            graph.Stack,
            [.. findings.OrderByDescending(finding => finding.Level).ThenBy(finding => finding.Kind == FindingKind.CouldNotEvaluate).ThenByDescending(finding => finding.Severity)
                .ThenBy(finding => finding.Rule, StringComparer.Ordinal).ThenBy(finding => finding.Urn, StringComparer.Ordinal).ThenBy(finding => finding.Problem, StringComparer.Ordinal)],
            [.. exempted.OrderBy(entry => entry.Finding.Rule, StringComparer.Ordinal).ThenBy(entry => entry.Finding.Urn, StringComparer.Ordinal).ThenBy(entry => entry.Finding.Problem, StringComparer.Ordinal)],
            [.. settings.Exemptions.Where(exemption => !used.Contains(exemption) && !exemption.IsExpired(facts.Today))],
            active);
    }

    private static IReadOnlyList<Finding> Check(Rule rule, ResourceGraph graph, PolicySettings settings, EvaluationFacts facts)
    {
        var run = new RuleRun(rule, settings.LevelOf(rule), graph, settings, facts);
        try
        {
            rule.Check(run);
            return run.Findings;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A rule that breaks down has told nothing: that must stop as much as its finding would.
            run.Report(run.Stack, $"the rule '{rule.Id}' broke down: {error.GetType().Name}: {error.Message}", "Correct the rule, or set it to disabled");
            return run.Findings;
        }
    }

    private static Finding Expired(Exemption exemption, ResourceGraph graph) => new()
    {
        Kind = FindingKind.ExpiredExemption,
        Rule = exemption.Rule,
        Severity = Severity.Medium,
        Level = Level.Advisory,
        Urn = graph.OfType(ResourceUrn.StackType).FirstOrDefault()?.Urn ?? "",
        Name = exemption.Resource,
        Type = "exemption",
        Problem = $"the exemption from {exemption.Rule} ended on {exemption.Expires:yyyy-MM-dd} ({exemption.Owner}: {exemption.Reason})",
        Fix = "Put right what it excused, or agree a new day with its owner",
    };
}

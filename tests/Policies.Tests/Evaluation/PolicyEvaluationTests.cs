using Slipway.Policies.Configuration;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;
using Slipway.Policies.Rules;
using Slipway.Policies.Rules.Data;
using Slipway.Policies.Rules.Network;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Evaluation;

public sealed class PolicyEvaluationTests
{
    private static readonly DateOnly Today = new(2026, 12, 1);
    private static readonly GraphResource Public = Some.Resource("aws:rds/instance:Instance", "postgres", """{ "publiclyAccessible": true }""");

    [Fact]
    public void A_mandatory_finding_refuses_the_update()
    {
        var report = Run(PolicySettings.Default, Public);

        Assert.True(report.Refuses);
        Assert.Equal((1, 0), (report.Count(Level.Mandatory), report.Count(Level.Advisory)));
    }

    [Theory]
    [InlineData(Level.Advisory, 1)]
    [InlineData(Level.Disabled, 0)]
    public void A_stack_sets_the_level_of_a_rule(Level level, int findings)
    {
        var report = Run(PolicySettings.Default with { Levels = PolicySettings.Default.Levels.Add("database-is-private", level) }, Public);

        Assert.False(report.Refuses);
        Assert.Equal(findings, report.Findings.Length);
    }

    [Fact]
    public void A_rule_for_production_is_silent_elsewhere()
    {
        var unprotected = Some.Resource("aws:rds/instance:Instance", "postgres");

        Assert.Empty(PolicyEvaluation.Run([new DatabaseIsProtected()], new ResourceGraph("prod", [unprotected]), PolicySettings.Default, new() { Today = Today }).Findings);
        Assert.Single(PolicyEvaluation.Run([new DatabaseIsProtected()], new ResourceGraph("dev", [unprotected]), Evaluations.Production, new() { Today = Today }).Findings);
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("post*")]
    [InlineData("urn:pulumi:test::shop::*::postgres")]
    public void An_exempted_finding_is_told_and_stops_nothing(string resource)
    {
        var report = Run(With(new Exemption("database-is-private", resource, "A trial", "data team", Today)), Public);

        Assert.Empty(report.Findings);
        Assert.Equal("A trial", Assert.Single(report.Exempted).Exemption.Reason);
        Assert.Empty(report.UnusedExemptions);
    }

    [Fact]
    public void An_expired_exemption_excuses_nothing_and_is_a_finding_itself()
    {
        var report = Run(With(new Exemption("database-is-private", "postgres", "A trial", "data team", Today.AddDays(-1))), Public);

        Assert.True(report.Refuses);
        var expired = Assert.Single(report.Findings, finding => finding.Kind == FindingKind.ExpiredExemption);
        Assert.Equal("postgres (exemption): the exemption from database-is-private ended on 2026-11-30 (data team: A trial). Put right what it excused, or agree a new day with its owner.", expired.Message);
    }

    [Fact]
    public void An_exemption_that_excuses_nothing_is_named()
    {
        var report = Run(With(new Exemption("database-is-private", "mysql", "A trial", "data team", Today)), Public);

        Assert.Equal("mysql", Assert.Single(report.UnusedExemptions).Resource);
        Assert.True(report.Refuses);
    }

    [Fact]
    public void What_could_not_be_evaluated_is_mandatory_where_the_stack_says_so()
    {
        var unknown = Some.Resource("aws:rds/instance:Instance", "postgres", $$"""{ "publiclyAccessible": {{Some.Unknown}} }""");

        var refused = Run(PolicySettings.Default with { Unknown = Level.Mandatory }, unknown);

        Assert.True(refused.Refuses);
        Assert.Equal((1, 0), (refused.Count(Level.Mandatory), refused.NotEvaluated));
    }

    [Fact]
    public void What_goes_with_the_update_is_not_looked_at()
    {
        Assert.Empty(Run(PolicySettings.Default, Public with { Step = GraphStep.Delete }).Findings);
    }

    [Fact]
    public void A_rule_that_breaks_down_refuses_the_update()
    {
        var report = PolicyEvaluation.Run([new Broken()], new ResourceGraph("test", [Public]), PolicySettings.Default, new() { Today = Today });

        Assert.True(report.Refuses);
        Assert.Equal("test (pulumi:pulumi:Stack): the rule 'broken' broke down: InvalidOperationException: on purpose. Correct the rule, or set it to disabled.", Assert.Single(report.Findings).Message);
    }

    [Fact]
    public void A_stack_whose_costs_nobody_estimated_is_not_evaluated_against_its_budget()
    {
        var report = PolicyEvaluation.Run(
            [new Policies.Rules.Operations.CostsStayWithinBudget()], new ResourceGraph("test", []), PolicySettings.Default, new() { Today = Today, MonthlyBudget = 100 });

        Assert.Equal(FindingKind.CouldNotEvaluate, Assert.Single(report.Findings).Kind);
    }

    [Theory]
    [InlineData(80, FindingKind.CouldNotEvaluate, "could not evaluate, 2 of its resources have no known price; the others cost 80.00 USD of 100.00 a month")]
    [InlineData(120, FindingKind.Violation, "it costs at least 120.00 USD a month, expected at most 100.00 USD")]
    public void What_has_no_price_is_not_taken_for_nothing_by_the_budget(int amount, FindingKind kind, string problem)
    {
        var report = PolicyEvaluation.Run(
            [new Policies.Rules.Operations.CostsStayWithinBudget()], new ResourceGraph("test", []), PolicySettings.Default,
            new() { Today = Today, MonthlyBudget = 100, MonthlyCost = new MonthlyCost(amount, "USD", 2) });

        var finding = Assert.Single(report.Findings);
        Assert.Equal(kind, finding.Kind);
        Assert.Contains(problem, finding.Message);
    }

    private static PolicySettings With(Exemption exemption) => PolicySettings.Default with { Exemptions = [exemption] };

    private static PolicyReport Run(PolicySettings settings, GraphResource resource) =>
        PolicyEvaluation.Run([new DatabaseIsPrivate()], new ResourceGraph("test", [resource]), settings, new() { Today = Today });

    private sealed class Broken : Rule
    {
        public override RuleDescription Description { get; } = new() { Title = "Breaks", Severity = Severity.Low, Targets = [], Reason = "A test.", Link = "https://example.com" };

        public override void Check(RuleRun run) => throw new InvalidOperationException("on purpose");
    }
}

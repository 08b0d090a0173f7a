using System.Collections.Immutable;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;
using Slipway.Policies.Rules;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Rules;

public sealed class RuleTests
{
    private static readonly IReadOnlyList<RuleCase> Cases =
    [
        .. NetworkCases.All, .. EncryptionCases.All, .. DataCases.All, .. ImageCases.All, .. ContainerCases.All, .. IdentityCases.All, .. SecretCases.All, .. OperationCases.All,
    ];

    public static TheoryData<string> Names => new(Cases.Select(test => test.ToString()));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_lets_what_is_right_pass(string name)
    {
        var test = Find(name);

        Assert.Equal("", string.Join('\n', Findings(test, test.Passing, test.PassingFacts).Select(finding => finding.Message)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_names_the_resource_the_value_found_the_value_wanted_and_the_fix(string name)
    {
        var test = Find(name);

        var finding = Assert.Single(Findings(test, test.Failing, test.FailingFacts));
        Assert.Equal(FindingKind.Violation, finding.Kind);
        Assert.Equal(test.Message, finding.Message);
    }

    [Fact]
    public void Every_rule_has_a_case()
    {
        Assert.Equal("", string.Join(", ", BuiltInRules.All.Select(rule => rule.Id).Except(Cases.Select(test => test.Rule.Id))));
        Assert.True(BuiltInRules.All.Length >= 40);
    }

    [Fact]
    public void Every_rule_class_is_in_the_list()
    {
        var classes = typeof(Rule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract).Select(type => type.Name).Order();

        Assert.Equal(classes, BuiltInRules.All.Select(rule => rule.GetType().Name).Order());
    }

    [Fact]
    public void A_value_that_is_not_known_yet_is_a_finding_of_its_own_kind()
    {
        var server = Some.Resource("aws:rds/instance:Instance", "postgres", $$"""{ "publiclyAccessible": {{Some.Unknown}} }""");

        var report = PolicyEvaluation.Run([new Policies.Rules.Network.DatabaseIsPrivate()], new ResourceGraph("test", [server]), Evaluations.Production, Evaluations.Facts);

        var finding = Assert.Single(report.Findings);
        Assert.Equal((FindingKind.CouldNotEvaluate, Level.Advisory), (finding.Kind, finding.Level));
        Assert.Equal("postgres (aws:rds/instance:Instance): could not evaluate, publiclyAccessible is known only after the update.", finding.Message);
        Assert.False(report.Refuses);
    }

    [Theory]
    [InlineData("\"[secret]\"", "is secret")]
    [InlineData("\"perhaps\"", "is not of the kind the provider documents")]
    public void So_is_one_that_is_secret_or_of_another_kind(string value, string expected)
    {
        var server = Some.Resource("aws:rds/instance:Instance", "postgres", $$"""{ "publiclyAccessible": {{value}} }""");

        var finding = Assert.Single(PolicyEvaluation.Run([new Policies.Rules.Network.DatabaseIsPrivate()], new ResourceGraph("test", [server]), Evaluations.Production, Evaluations.Facts).Findings);

        Assert.Equal(FindingKind.CouldNotEvaluate, finding.Kind);
        Assert.Contains(expected, finding.Message);
    }

    private static RuleCase Find(string name) => Cases.Single(test => test.ToString() == name);

    private static ImmutableArray<Finding> Findings(RuleCase test, IEnumerable<GraphResource> resources, EvaluationFacts facts) =>
        PolicyEvaluation.Run([test.Rule], new ResourceGraph("test", resources), test.Settings, facts).Findings;
}

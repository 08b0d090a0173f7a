using Slipway.Policies.Graph;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Stacks;

public sealed class SameFindingsTests
{
    [Theory]
    [InlineData("prod-aws")]
    [InlineData("prod")]
    [InlineData("staging")]
    [InlineData("client-small")]
    public async Task A_rule_finds_the_same_in_a_plan_a_preview_and_a_state(string name)
    {
        var stack = await RepositoryStack.ReadAsync(name);

        // Production, so that every rule speaks; tags that nobody has, so that there is something to find everywhere.
        var settings = Evaluations.Production with { RequiredTags = ["nobody-has-this"] };
        string Findings(ResourceGraph graph) => string.Join('\n', Evaluations.Of(graph, settings).Findings.Select(finding => $"{finding.Kind} {finding.Level} {finding.Rule} {finding.Urn} {finding.Message}"));

        var expected = Findings(stack.Unchanged);
        Assert.NotEqual("", expected);
        Assert.Equal(expected, Findings(stack.FromPreview));
        Assert.Equal(expected, Findings(stack.FromState));
    }

    [Theory]
    [InlineData("prod-aws")]
    [InlineData("prod")]
    public async Task From_an_event_log_which_tells_no_dependencies_nothing_is_found_that_is_not_so(string name)
    {
        var stack = await RepositoryStack.ReadAsync(name);

        HashSet<string> Violations(ResourceGraph graph) => [.. Evaluations.Of(graph, Evaluations.SettingsOf(stack)).Findings
            .Where(finding => finding.Kind == Policies.Evaluation.FindingKind.Violation).Select(finding => $"{finding.Rule} {finding.Urn} {finding.Message}")];

        Assert.Subset(Violations(stack.Unchanged), Violations(stack.FromEvents));
    }
}

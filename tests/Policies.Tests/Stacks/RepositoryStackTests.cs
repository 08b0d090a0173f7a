using Slipway.Policies.Evaluation;
using Slipway.Policies.Rules;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Stacks;

public sealed class RepositoryStackTests
{
    public static TheoryData<string> Stacks => RepositoryStack.All;

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task A_stack_of_the_repository_has_no_mandatory_finding(string name)
    {
        var stack = await RepositoryStack.ReadAsync(name);
        var settings = Evaluations.SettingsOf(stack);

        foreach (var graph in new[] { stack.Planned, stack.Unchanged })
        {
            var mandatory = Evaluations.Of(graph, settings).Findings.Where(finding => finding.Level == Level.Mandatory).Select(finding => $"{finding.Rule}: {finding.Message}");
            Assert.Equal("", string.Join('\n', mandatory));
        }
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task What_a_stack_of_the_repository_is_advised_is_as_pictured(string name)
    {
        var stack = await RepositoryStack.ReadAsync(name);
        var settings = Evaluations.SettingsOf(stack);

        Snapshot.Matches($"advice-{name}.txt", string.Concat(
            "Planned from nothing:\n", Lines(Evaluations.Of(stack.Planned, settings)),
            "Once it is up:\n", Lines(Evaluations.Of(stack.Unchanged, settings))));
    }

    private static string Lines(PolicyReport report) =>
        string.Concat(report.Findings.Select(finding => $"  {finding.Level.ToString().ToLowerInvariant()} {finding.Rule}: {finding.Message}\n"));
}

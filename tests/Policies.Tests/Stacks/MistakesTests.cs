using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Stacks;

public sealed class MistakesTests
{
    [Theory]
    [InlineData("prod-aws")]
    [InlineData("prod")]
    [InlineData("staging")]
    public async Task Every_mistake_in_a_copy_of_a_cloud_stack_is_found_and_nothing_else(string name)
    {
        var stack = await RepositoryStack.ReadAsync(name);
        var mistakes = Mistakes.Of(name);
        Assert.True(mistakes.Count >= 20);

        var clean = Found(stack, stack.Unchanged);
        var seeded = Found(stack, Seed(stack.Unchanged, mistakes));

        Assert.Equal(Text(mistakes.SelectMany(mistake => mistake.Findings)), Text(seeded.Except(clean)));
    }

    [Theory]
    [InlineData("prod-aws")]
    [InlineData("prod")]
    [InlineData("staging")]
    public async Task Each_mistake_is_found_when_it_is_the_only_one(string name)
    {
        var stack = await RepositoryStack.ReadAsync(name);
        var clean = Found(stack, stack.Unchanged);

        foreach (var mistake in Mistakes.Of(name))
            Assert.Equal(Text(mistake.Findings), Text(Found(stack, Seed(stack.Unchanged, [mistake])).Except(clean)));
    }

    private static ResourceGraph Seed(ResourceGraph graph, IEnumerable<Mistake> mistakes)
    {
        var resources = graph.Resources.ToList();
        foreach (var mistake in mistakes)
        {
            var index = resources.FindIndex(resource => resource.Type == mistake.Type && resource.Name == mistake.Name);
            Assert.True(index >= 0, $"The stack has no {mistake.Type} '{mistake.Name}'.");
            if (mistake.Change(resources[index]) is { } changed) resources[index] = changed;
            else resources.RemoveAt(index);
        }

        return new ResourceGraph(graph.Stack, resources);
    }

    private static HashSet<string> Found(RepositoryStack stack, ResourceGraph graph) => Evaluations.Of(graph, Evaluations.SettingsOf(stack)).Findings
        .Where(finding => finding.Kind == FindingKind.Violation).Select(finding => $"{finding.Rule}: {finding.Name}").ToHashSet(StringComparer.Ordinal);

    private static string Text(IEnumerable<string> findings) => string.Join('\n', findings.Distinct().Order(StringComparer.Ordinal));
}

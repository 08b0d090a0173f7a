using Slipway.Policies.Graph;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Graph;

public sealed class SourcesTests
{
    public static TheoryData<string> Stacks => RepositoryStack.All;

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task A_plan_a_preview_and_an_export_of_one_stack_give_the_same_graph(string name)
    {
        var stack = await RepositoryStack.ReadAsync(name);

        var expected = Lines(stack.Unchanged, withDependencies: true);
        Assert.Equal(expected, Lines(stack.FromPreview, withDependencies: true));
        Assert.Equal(expected, Lines(stack.FromState, withDependencies: true));
        Assert.Equal(Lines(stack.Unchanged, withDependencies: false), Lines(stack.FromEvents, withDependencies: false));
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task A_first_plan_has_the_resources_of_the_stack_that_comes_of_it(string name)
    {
        var stack = await RepositoryStack.ReadAsync(name);

        Assert.Equal(stack.Unchanged.Resources.Select(resource => resource.Urn).Order(), stack.Planned.Resources.Select(resource => resource.Urn).Order());
        Assert.All(stack.Planned.Resources, resource => Assert.Equal(GraphStep.Create, resource.Step));
    }

    private static string Lines(ResourceGraph graph, bool withDependencies) => string.Join('\n', graph.Resources
        .OrderBy(resource => resource.Urn, StringComparer.Ordinal)
        .SelectMany(resource => new[]
        {
            $"{resource.Urn} {resource.Type} {resource.Name} {resource.Custom} {resource.Step}",
            $"  parent {resource.Parent}, provider {resource.Provider}, id {resource.Id}, options {resource.Options}",
            $"  inputs {Text(resource.Inputs)}",
            withDependencies ? $"  after {string.Join(' ', resource.Dependencies)}" : "",
            withDependencies ? $"  from {string.Join("; ", resource.PropertyDependencies!.Where(property => !property.Value.IsEmpty).Select(property => $"{property.Key}: {string.Join(' ', property.Value)}"))}" : "",
        }));

    private static string Text(GraphValue value) => value switch
    {
        GraphValue.Map map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key}: {Text(entry.Value)}"))}}}",
        GraphValue.List list => $"[{string.Join(", ", list.Items.Select(Text))}]",
        _ => value.ToString(),
    };
}

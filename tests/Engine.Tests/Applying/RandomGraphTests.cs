using FsCheck;
using FsCheck.Fluent;
using Pulumi.Offline;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.Applying;

public sealed class RandomGraphTests
{
    [Fact]
    public void Any_edit_of_any_graph_is_reached_and_then_nothing_is_left_to_do()
    {
        var graphs = Gen.ListOf(Nodes(), 3).ToArbitrary();

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(graphs, versions => VerifyAsync(versions.ToArray()).GetAwaiter().GetResult()));
    }

    private static Gen<Node[]> Nodes() =>
        Gen.ArrayOf(
            from name in Gen.Choose(0, 9)
            from value in Gen.Choose(0, 2)
            from fixedValue in Gen.Choose(0, 1)
            from needs in Gen.Choose(0, 1023)
            from uses in Gen.Choose(0, 1)
            select new Node(name, value, fixedValue, needs, uses == 1));

    private static async Task VerifyAsync(Node[][] versions)
    {
        var stack = new Fixture();
        foreach (var version in versions)
        {
            var nodes = version.DistinctBy(node => node.Name).OrderBy(node => node.Name).ToArray();
            var logged = stack.Cloud.Log.Count;
            var before = (await stack.ReadAsync()).Resources;

            var result = await stack.UpAsync(program => BuildAsync(program, nodes));

            Assert.True(result.Succeeded);
            var stored = (await stack.ReadAsync()).Resources.Where(resource => resource.Type == "test:index:Thing").ToArray();
            Assert.Equal(nodes.Select(node => $"n{node.Name}"), stored.Select(resource => resource.Name).Order(StringComparer.Ordinal));
            Assert.Equal(stored.Length, stack.Cloud.Resources.Count);
            Assert.All(stored, resource => Assert.Equal(resource.Inputs, stack.Cloud.Resources[resource.Id!]));
            Assert.False((await stack.PreviewAsync(program => BuildAsync(program, nodes))).HasChanges);

            // Deletions come last, and of two deleted ones the needing goes first.
            var log = stack.Cloud.Log.Skip(logged).ToArray();
            var firstDeletion = Array.FindIndex(log, line => line.StartsWith("delete ", StringComparison.Ordinal));
            if (firstDeletion < 0) continue;
            Assert.All(log[firstDeletion..], line => Assert.StartsWith("delete ", line, StringComparison.Ordinal));
            var deleted = log[firstDeletion..].Select(line => line["delete ".Length..]).ToList();
            foreach (var resource in before.Where(resource => deleted.Contains(resource.Name)))
            {
                foreach (var needed in resource.Dependencies.Select(urn => urn[(urn.LastIndexOf(':') + 1)..]).Where(deleted.Contains))
                    Assert.True(deleted.IndexOf(resource.Name) < deleted.IndexOf(needed), $"{resource.Name} needs {needed}, deleted: {string.Join(", ", deleted)}");
            }
        }

        await stack.DestroyAsync();
        Assert.Empty(stack.Cloud.Resources);
    }

    private static async Task BuildAsync(Program program, Node[] nodes)
    {
        var made = new Dictionary<int, Task<RegisteredResource>>();
        foreach (var node in nodes)
        {
            var needed = nodes.Where(other => other.Name < node.Name && (node.Needs & (1 << other.Name)) != 0).Select(other => made[other.Name]).ToArray();
            made[node.Name] = MakeAsync(node, needed);
        }

        await Task.WhenAll(made.Values);

        async Task<RegisteredResource> MakeAsync(Node node, Task<RegisteredResource>[] needed)
        {
            var resources = await Task.WhenAll(needed);
            var inputs = Inputs(("value", Text($"{node.Value}")), ("fixed", Text($"{node.Fixed}")));
            if (node.Uses && resources.Length > 0) inputs = inputs.With("from", Output(resources[0]));
            return await program.ThingAsync($"n{node.Name}", inputs, [.. resources.Select(resource => resource.Urn)]);
        }
    }

    private sealed record Node(int Name, int Value, int Fixed, int Needs, bool Uses);
}

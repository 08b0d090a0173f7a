using System.Collections.Concurrent;
using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Pulumi.Offline;
using Slipway.Engine.Providers;
using Slipway.Engine.State;
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
            Config.QuickThrowOnFailure.WithMaxTest(40),
            Prop.ForAll(graphs, versions => VerifyAsync(versions.ToArray()).GetAwaiter().GetResult()));
    }

    private static Gen<Node[]> Nodes() =>
        Gen.ArrayOf(
            from name in Gen.Choose(0, 9)
            from value in Gen.Choose(0, 2)
            from fixedValue in Gen.Choose(0, 1)
            from needs in Gen.Choose(0, 1023)
            from uses in Gen.Choose(0, 2)
            from before in Gen.Choose(0, 11)
            select new Node(name, value, fixedValue, needs, uses, before == 0));

    private static async Task VerifyAsync(Node[][] versions)
    {
        var violations = new ConcurrentQueue<string>();
        HashSet<string> declared = [];
        Cloud? cloud = null;
        cloud = new Cloud { Before = (what, operation) => { if (what == "delete") CheckNotNeeded(cloud!, declared, operation, violations); } };
        var stack = new Fixture { Cloud = cloud };
        foreach (var version in versions)
        {
            var nodes = version.DistinctBy(node => node.Name).OrderBy(node => node.Name).ToArray();
            declared = [.. nodes.Select(node => $"n{node.Name}")];
            // Deleting before replacing takes others along whatever still depends on them: there the rule cannot hold.
            var mayTakeAlong = nodes.Any(node => node.DeletesFirst);
            var logged = stack.Cloud.Log.Count;
            var before = (await stack.ReadAsync()).Resources;

            var result = await stack.UpAsync(program => BuildAsync(program, nodes));

            Assert.True(result.Succeeded);
            Assert.True(violations.IsEmpty || mayTakeAlong, string.Join("; ", violations));
            violations.Clear();
            var stored = (await stack.ReadAsync()).Resources.Where(resource => resource.Type == "test:index:Thing").ToArray();
            Assert.Equal(declared.Order(StringComparer.Ordinal), stored.Select(resource => resource.Name).Order(StringComparer.Ordinal));
            Assert.Equal(stored.Length, stack.Cloud.Resources.Count);
            Assert.All(stored, resource => Assert.Equal(resource.Inputs, stack.Cloud.Resources[resource.Id!]));
            Assert.False((await stack.PreviewAsync(program => BuildAsync(program, nodes))).HasChanges);
            if (!mayTakeAlong) CheckOrder([.. stack.Cloud.Log.Skip(logged)], before, declared);
        }

        await stack.DestroyAsync();
        Assert.Empty(stack.Cloud.Resources);
    }

    /// <summary>What is no longer declared goes last, and of two of them the needing goes first.</summary>
    private static void CheckOrder(string[] log, ImmutableArray<ResourceState> before, HashSet<string> declared)
    {
        var going = log.Where(line => line.StartsWith("delete ", StringComparison.Ordinal)).Select(line => line["delete ".Length..]).Where(name => !declared.Contains(name)).ToList();
        foreach (var resource in before.Where(resource => going.Contains(resource.Name)))
        {
            foreach (var needed in resource.Dependencies.Select(ResourceUrn.NameOf).Where(going.Contains))
                Assert.True(going.IndexOf(resource.Name) < going.IndexOf(needed), $"{resource.Name} needs {needed}, deleted: {string.Join(", ", going)}");
        }
    }

    /// <summary>At the moment something undeclared is deleted, nothing that exists may need it.</summary>
    private static void CheckNotNeeded(Cloud cloud, HashSet<string> declared, ResourceOperation operation, ConcurrentQueue<string> violations)
    {
        if (declared.Contains(operation.Name)) return;
        foreach (var (id, inputs) in cloud.Resources)
        {
            if (id != operation.Id && inputs["needs"] is PropertyValue.Text needs && needs.Value.Split(',').Contains(operation.Name))
                violations.Enqueue($"{operation.Name} was deleted while {ResourceUrn.NameOf(cloud.Urns[id])} needed it");
        }
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
            inputs = inputs.With("needs", Text(string.Join(',', resources.Select(resource => ResourceUrn.NameOf(resource.Urn)))));
            // What takes another's output into an input that cannot change is replaced together with it.
            if (node.Uses > 0 && resources.Length > 0) inputs = inputs.With(node.Uses == 1 ? "from" : "fixed", Output(resources[0]));
            return await program.ThingAsync($"n{node.Name}", inputs, [.. resources.Select(resource => resource.Urn)], wanted => wanted with
            {
                DeleteBeforeReplace = node.DeletesFirst,
                PropertyDependencies = wanted.Inputs.ToImmutableSortedDictionary(
                    input => input.Key,
                    input => input.Key is "from" or "fixed" && node.Uses > 0 ? resources.Take(1).Select(resource => resource.Urn).ToImmutableArray() : [],
                    StringComparer.Ordinal),
            });
        }
    }

    private sealed record Node(int Name, int Value, int Fixed, int Needs, int Uses, bool DeletesFirst);
}

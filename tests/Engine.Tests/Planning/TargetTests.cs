using Pulumi.Offline;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.Planning;

public sealed class TargetTests
{
    [Fact]
    public async Task Only_targets_change_and_the_others_keep_their_state()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => Pair(program, "1"));

        await stack.With(new UpdateOptions { Targets = [Fixture.Urn("a")] }).UpAsync(program => Pair(program, "2"));

        Assert.Equal(["create a", "create b", "update a"], stack.Cloud.Log);
        var resources = (await stack.ReadAsync()).Resources.ToDictionary(resource => resource.Name);
        Assert.Equal(Text("2"), resources["a"].Inputs["value"]);
        Assert.Equal(Text("1"), resources["b"].Inputs["value"]);
        Assert.Equal("Update b", Fixture.Show(await stack.PreviewAsync(program => Pair(program, "2"))));
    }

    [Fact]
    public async Task A_star_stands_for_any_text()
    {
        var stack = new Fixture { Options = new UpdateOptions { Targets = ["urn:pulumi:dev::proj::test:*::b*"] } };

        await stack.UpAsync(async program =>
        {
            await program.ThingAsync("a");
            await program.ThingAsync("b1");
            await program.ThingAsync("b2");
        });

        Assert.Equal(["create b1", "create b2"], stack.Cloud.Log);
        Assert.DoesNotContain((await stack.ReadAsync()).Resources, resource => resource.Name == "a");
    }

    [Fact]
    public async Task A_target_whose_untargeted_dependency_is_not_there_is_refused()
    {
        var stack = new Fixture { Options = new UpdateOptions { Targets = [Fixture.Urn("b")] } };

        var plan = await stack.PreviewAsync(program => Pair(program, "1"));

        Assert.Contains("'b' (test:index:Thing) is a target and needs 'a', which does not exist yet", Assert.Single(plan.Problems), StringComparison.Ordinal);
        Assert.Contains($"--target '{Fixture.Urn("a")}'", plan.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_untargeted_resource_needs_is_not_deleted()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => Pair(program, "1"));

        var plan = await stack.With(new UpdateOptions { Targets = [Fixture.Urn("a")] }).PreviewAsync(_ => Task.CompletedTask);

        Assert.Contains("'a' would be deleted, and 'b' (test:index:Thing), which is not among the targets, needs it", Assert.Single(plan.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_targeted_destroy_leaves_the_rest()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => Pair(program, "1"));

        await stack.With(new UpdateOptions { Targets = [Fixture.Urn("b")] }).DestroyAsync();

        Assert.Equal(["create a", "create b", "delete b"], stack.Cloud.Log);
        Assert.Contains((await stack.ReadAsync()).Resources, resource => resource.Name == "a");
    }

    [Fact]
    public async Task A_target_that_fits_nothing_is_refused()
    {
        var stack = new Fixture { Options = new UpdateOptions { Targets = ["*::mistyped"] } };

        var plan = await stack.PreviewAsync(program => Pair(program, "1"));

        Assert.Contains("No resource fits --target '*::mistyped'", Assert.Single(plan.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_can_be_replaced_although_nothing_changed()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => Pair(program, "1"));

        await stack.With(new UpdateOptions { Replace = [Fixture.Urn("b")] }).UpAsync(program => Pair(program, "1"));

        Assert.Equal(["create a", "create b", "create b", "delete b"], stack.Cloud.Log);
    }

    [Fact]
    public async Task Untargeted_resources_follow_a_renamed_one_they_need()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => Pair(program, "1"));

        await stack.With(new UpdateOptions { Targets = [Fixture.Urn("renamed")] }).UpAsync(async program =>
        {
            var a = await program.ThingAsync("renamed", Inputs(("value", Text("1"))), [], wanted => wanted with { Aliases = [new(null, "a", null, null, null, null, false)] });
            await program.ThingAsync("b", Inputs(("value", Text("2"))), [a.Urn]);
        });

        var b = Assert.Single((await stack.ReadAsync()).Resources, resource => resource.Name == "b");
        Assert.Equal(Fixture.Urn("renamed"), Assert.Single(b.Dependencies));
        Assert.Equal(Text("1"), b.Inputs["value"]);
    }

    [Fact]
    public async Task Outputs_of_the_stack_that_rest_on_what_was_left_out_stay_as_they_were()
    {
        var stack = new Fixture();
        var leftOut = new List<RegisteredResource>();
        await stack.UpAsync(program => WithOutputs(program, "1", isNewDeclared: false));

        var result = await stack.With(new UpdateOptions { Targets = [Fixture.Urn("a")] }).UpAsync(program => WithOutputs(program, "2", isNewDeclared: true));

        Assert.True(result.Succeeded, string.Join("; ", result.Problems));
        Assert.Equal(["create a", "update a"], stack.Cloud.Log);
        Assert.Equal(Inputs(("of a", Text("2")), ("of new", Text("none yet"))), (await stack.ReadAsync()).Outputs);
        Assert.NotEmpty(leftOut);
        Assert.All(leftOut, resource => Assert.True(resource is { IsLeftOut: true, Id: null }));
        Assert.DoesNotContain((await stack.ReadAsync()).Resources, resource => resource.Name == "new");

        async Task WithOutputs(Program program, string value, bool isNewDeclared)
        {
            await program.StackAsync();
            var a = await program.ThingAsync("a", ("value", Text(value)));
            var ofNew = Text("none yet");
            var ofAnother = PropertyValue.Nothing;
            if (isNewDeclared)
            {
                leftOut.Add(await program.ThingAsync("new", ("value", Text("1"))));
                ofNew = ofAnother = PropertyValue.NotYetKnown;
            }

            var outputs = Inputs(("of a", Output(a)), ("of new", ofNew));
            await program.Monitor.RegisterOutputsAsync(program.Stack!, isNewDeclared ? outputs.With("of another", ofAnother) : outputs, default);
        }
    }

    private static async Task Pair(Program program, string value)
    {
        var a = await program.ThingAsync("a", ("value", Text(value)));
        await program.ThingAsync("b", Inputs(("value", Text(value))), [a.Urn]);
    }
}

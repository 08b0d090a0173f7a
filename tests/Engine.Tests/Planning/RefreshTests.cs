using Slipway.Engine.Planning;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.Planning;

public sealed class RefreshTests
{
    [Fact]
    public async Task What_changed_outside_is_recorded_and_the_program_then_changes_it_back()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("a", ("value", Text("1"))));
        stack.Cloud.Resources["id-1"] = Inputs(("value", Text("by hand")));

        var plan = await stack.Engine().PreviewRefreshAsync(new(), static _ => { }, default);
        await stack.RefreshAsync();

        Assert.Equal("Refresh a", Fixture.Show(plan));
        Assert.Contains(plan.Steps[0].Changes, change => change.Path == "value" && change.New == Text("by hand"));
        Assert.Equal(Text("by hand"), Assert.Single((await stack.ReadAsync()).Resources, resource => resource.Name == "a").Inputs["value"]);
        Assert.Equal("Update a", Fixture.Show(await stack.PreviewAsync(program => program.ThingAsync("a", ("value", Text("1"))))));
    }

    [Fact]
    public async Task What_is_gone_is_forgotten()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("a"));
        stack.Cloud.Resources.Clear();

        var plan = await stack.Engine().PreviewRefreshAsync(new(), static _ => { }, default);
        await stack.RefreshAsync();

        Assert.Equal(StepKind.Delete, Assert.Single(plan.Steps).Kind);
        Assert.Equal(["create a"], stack.Cloud.Log);
        Assert.DoesNotContain((await stack.ReadAsync()).Resources, resource => resource.Name == "a");
    }

    [Fact]
    public async Task Nothing_changed_outside_is_nothing_to_do()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("a", ("value", Secret("open sesame"))));

        var plan = await stack.Engine().PreviewRefreshAsync(new(), static _ => { }, default);

        Assert.False(plan.HasChanges);
        Assert.Equal(Secret("open sesame"), (await stack.ReadAsync()).Resources.Single(resource => resource.Name == "a").Inputs["value"]);
    }

    [Fact]
    public async Task An_update_that_refreshes_first_plans_against_what_there_is()
    {
        var stack = new Fixture { Options = new UpdateOptions { Refresh = true } };
        await stack.UpAsync(Both);
        stack.Cloud.Resources["id-1"] = Inputs(("value", Text("by hand")));
        stack.Cloud.Resources.TryRemove("id-2", out _);

        var plan = await stack.PreviewAsync(Both);
        await stack.UpAsync(Both);

        Assert.Equal("Refresh a, Refresh b, Update a, Create b", Fixture.Show(plan));
        Assert.Equal(["create a", "create b", "update a", "create b"], stack.Cloud.Log);
        Assert.False((await stack.PreviewAsync(Both)).HasChanges);

        static async Task Both(Program program)
        {
            await program.ThingAsync("a", ("value", Text("1")));
            await program.ThingAsync("b", ("value", Text("2")));
        }
    }

    [Fact]
    public async Task A_resource_that_changes_once_more_after_the_approval_stops_the_update()
    {
        var stack = new Fixture { Options = new UpdateOptions { Refresh = true } };
        await stack.UpAsync(One);
        stack.Cloud.Resources["id-1"] = Inputs(("value", Text("by hand")));
        var engine = stack.Engine();
        var plan = await engine.PreviewAsync(Of(One), stack.Options, static _ => { }, default);
        stack.Cloud.Resources["id-1"] = Inputs(("value", Text("by hand again")));

        var error = await Assert.ThrowsAsync<PlanChangedException>(() => engine.UpAsync(Of(One), plan, stack.Options, static _ => { }, default));

        Assert.Contains("'a' (test:index:Thing) has changed outside once more", error.Message, StringComparison.Ordinal);
        Assert.Equal(["create a"], stack.Cloud.Log);

        static Task One(Program program) => program.ThingAsync("a", ("value", Text("1")));
    }
}

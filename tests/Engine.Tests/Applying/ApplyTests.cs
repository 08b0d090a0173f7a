using System.Diagnostics;
using Pulumi.Offline;
using Slipway.Engine.Providers;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.Applying;

public sealed class ApplyTests
{
    [Fact]
    public async Task Independent_resources_are_made_at_the_same_time_up_to_the_limit()
    {
        var stack = new Fixture { Cloud = new Cloud { Takes = TimeSpan.FromMilliseconds(30) }, Options = new UpdateOptions { Parallel = 3 } };

        await stack.UpAsync(program => Task.WhenAll(Enumerable.Range(0, 9).Select(index => program.ThingAsync($"t{index}"))));

        Assert.Equal(3, stack.Cloud.MostAtOnce);
    }

    [Fact]
    public async Task A_failure_stops_those_that_need_it_while_the_others_go_on()
    {
        var stack = new Fixture { Cloud = new Cloud { Before = (_, operation) => { if (operation.Name == "bad") throw new ProviderException("the quota is used up"); } } };

        var result = await stack.UpAsync(async program =>
        {
            var bad = program.ThingAsync("bad");
            var good = program.ThingAsync("good");
            await Task.WhenAny(bad);
            var needing = program.ThingAsync("needing", Inputs(), [Fixture.Urn("bad")]);
            await Task.WhenAll(good, bad, needing);
        });

        Assert.False(result.Succeeded);
        Assert.Contains("the quota is used up", Assert.Single(result.Problems), StringComparison.Ordinal);
        Assert.Equal(["create good"], stack.Cloud.Log);
        Assert.Contains((await stack.ReadAsync()).Resources, resource => resource.Name == "good");
    }

    [Fact]
    public async Task Nothing_is_deleted_after_a_failure()
    {
        var stack = new Fixture { Cloud = new Cloud { Before = (_, operation) => { if (operation.Name == "bad") throw new ProviderException("no"); } } };
        await stack.UpAsync(program => program.ThingAsync("old"));

        await stack.UpAsync(program => program.ThingAsync("bad"));

        Assert.Single(stack.Cloud.Resources);
    }

    [Fact]
    public async Task A_program_that_differs_from_the_approved_plan_is_stopped_before_the_differing_step()
    {
        var stack = new Fixture();
        var engine = stack.Engine();
        var plan = await engine.PreviewAsync(Of(program => program.ThingAsync("a", ("value", Text("1")))), new(), static _ => { }, default);

        var error = await Assert.ThrowsAsync<PlanChangedException>(() =>
            engine.UpAsync(Of(program => program.ThingAsync("a", ("value", Text("2")))), plan, new(), static _ => { }, default));

        Assert.Contains("'a' (test:index:Thing) was approved with 'value' = '1' and now has '2'", error.Message, StringComparison.Ordinal);
        Assert.Empty(stack.Cloud.Log);
    }

    [Fact]
    public async Task A_resource_nobody_approved_is_not_made()
    {
        var stack = new Fixture();
        var engine = stack.Engine();
        var plan = await engine.PreviewAsync(Of(program => program.ThingAsync("a")), new(), static _ => { }, default);

        var error = await Assert.ThrowsAsync<PlanChangedException>(() => engine.UpAsync(
            Of(async program =>
            {
                await program.ThingAsync("a");
                await program.ThingAsync("b");
            }),
            plan, new(), static _ => { }, default));

        Assert.Contains("'b' (test:index:Thing) was not in the approved plan", error.Message, StringComparison.Ordinal);
        Assert.Equal(["create a"], stack.Cloud.Log);
        Assert.Contains((await stack.ReadAsync()).Resources, resource => resource.Name == "a");
    }

    [Fact]
    public async Task A_state_that_changed_since_the_preview_stops_the_update()
    {
        var stack = new Fixture();
        var engine = stack.Engine();
        var body = Of(program => program.ThingAsync("a"));
        var plan = await engine.PreviewAsync(body, new(), static _ => { }, default);
        await stack.UpAsync(program => program.ThingAsync("other"));

        await Assert.ThrowsAsync<PlanChangedException>(() => engine.UpAsync(body, plan, new(), static _ => { }, default));
    }

    [Fact]
    public async Task A_plan_without_changes_does_not_run_the_program_again()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("a"));
        var engine = stack.Engine();
        var plan = await engine.PreviewAsync(Of(program => program.ThingAsync("a")), new(), static _ => { }, default);

        var result = await engine.UpAsync(() => throw new InvalidOperationException("ran again"), plan, new(), static _ => { }, default);

        Assert.True(result.Succeeded);
    }

    [Fact]
    public async Task Destroying_goes_in_reverse_order_of_need()
    {
        var stack = new Fixture();
        await stack.UpAsync(async program =>
        {
            await program.StackAsync();
            var a = await program.ThingAsync("a");
            var b = await program.ThingAsync("b", Inputs(), [a.Urn]);
            await program.ThingAsync("c", Inputs(), [b.Urn]);
        });

        var result = await stack.DestroyAsync();

        Assert.True(result.Succeeded);
        Assert.Equal(["delete c", "delete b", "delete a"], stack.Cloud.Log.Skip(3));
        Assert.Empty((await stack.ReadAsync()).Resources);
    }

    [Fact]
    public async Task Cancelling_finishes_what_runs_and_begins_nothing_more()
    {
        using var cancel = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var stack = new Fixture { Cloud = new Cloud { Takes = TimeSpan.FromMilliseconds(100), Before = (_, _) => started.TrySetResult() } };
        var engine = stack.Engine();
        var body = Of(async program =>
        {
            await program.ThingAsync("a");
            await program.ThingAsync("b");
        });
        var plan = await engine.PreviewAsync(body, new(), static _ => { }, default);

        var update = engine.UpAsync(body, plan, new(), static _ => { }, cancel.Token);
        await started.Task;
        await cancel.CancelAsync();
        var result = await update;

        Assert.True(result.Cancelled);
        Assert.Equal(["create a"], stack.Cloud.Log);
        Assert.Equal(["a"], (await stack.ReadAsync()).Resources.Where(resource => resource.Type == "test:index:Thing").Select(resource => resource.Name));
    }

    [Fact]
    public async Task Two_thousand_resources_take_well_under_a_second()
    {
        using var store = new State.TemporaryStore();
        var stack = new Fixture { Store = store };
        await stack.UpAsync(program => program.ThingAsync("warm"));

        var watch = Stopwatch.StartNew();
        var result = await stack.UpAsync(Many);
        var up = watch.Elapsed;
        watch.Restart();
        var plan = await stack.PreviewAsync(Many);
        var preview = watch.Elapsed;

        Assert.True(result.Succeeded);
        Assert.False(plan.HasChanges);
        Assert.True(up < TimeSpan.FromSeconds(5) && preview < TimeSpan.FromSeconds(2), $"up {up.TotalMilliseconds} ms, preview {preview.TotalMilliseconds} ms");
        Console.WriteLine($"2000 resources: up {up.TotalMilliseconds} ms, preview {preview.TotalMilliseconds} ms");

        static Task Many(Program program) => Task.WhenAll(Enumerable.Range(0, 1000).Select(async index =>
        {
            var first = await program.ThingAsync($"a{index}", ("value", Text($"{index}")));
            await program.ThingAsync($"b{index}", Inputs(("value", Output(first))), [first.Urn]);
        }));
    }
}

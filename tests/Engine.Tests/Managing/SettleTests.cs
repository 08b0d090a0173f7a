using Pulumi.Offline;
using Slipway.Engine.Providers;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.Managing;

public sealed class SettleTests
{
    private static readonly string Urn = Fixture.Urn("a", "test:index:Blind");

    [Fact]
    public async Task A_creation_nobody_can_tell_of_stops_everything_and_names_the_two_commands()
    {
        var stack = await InterruptedAsync("create");

        var plan = await stack.PreviewAsync(program => Blind(program, "1"));

        var problem = Assert.Single(plan.Problems);
        Assert.Contains("interrupted while creating 'a' (test:index:Blind)", problem, StringComparison.Ordinal);
        Assert.Contains($"`slipway stack settle '{Urn}' -s dev --done --id <its id>`", problem, StringComparison.Ordinal);
        Assert.Contains($"`slipway stack settle '{Urn}' -s dev --not-done`", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_made_is_recorded_with_its_id()
    {
        var stack = await InterruptedAsync("create");
        stack.Cloud.Resources["made"] = Inputs(("value", Text("1")));

        await stack.Engine().SettleAsync(Urn, SettledOutcome.Done, "made");

        Assert.False((await stack.PreviewAsync(program => Blind(program, "1"))).HasChanges);
        Assert.Equal("made", (await stack.ReadAsync()).Resources.Single(resource => resource.Name == "a").Id);
    }

    [Fact]
    public async Task What_was_not_made_is_made_by_the_next_update()
    {
        var stack = await InterruptedAsync("create");

        await stack.Engine().SettleAsync(Urn, SettledOutcome.NotDone);

        Assert.Equal("Create a", Fixture.Show(await stack.PreviewAsync(program => Blind(program, "1"))));
    }

    [Fact]
    public async Task Settling_a_replacement_touches_no_other_resource()
    {
        var store = new MemoryStore();
        var stack = new Fixture { Store = store };
        await stack.UpAsync(program => Several(program, "1"));
        await DieAsync(stack, "create", store, program => Several(program, "2"));
        var after = new Fixture { Store = store, Cloud = stack.Cloud };
        after.Cloud.Resources["made"] = Inputs(("fixed", Text("2")));

        await after.Engine().SettleAsync(Urn, SettledOutcome.Done, "made");
        await after.UpAsync(program => Several(program, "2"));

        Assert.Equal(["a", "first", "last"], (await after.ReadAsync()).Resources.Where(resource => resource.Type.StartsWith("test:", StringComparison.Ordinal)).Select(resource => resource.Name).Order(StringComparer.Ordinal));
        Assert.Equal(3, after.Cloud.Resources.Count);

        static async Task Several(Program program, string value)
        {
            await program.ThingAsync("first");
            await program.ThingAsync("a", Inputs(("fixed", Text(value))), [], wanted => wanted with { Type = "test:index:Blind", Version = $"{value}.0.0" });
            await program.ThingAsync("last");
        }
    }

    [Fact]
    public async Task A_wrong_id_changes_nothing()
    {
        var stack = await InterruptedAsync("create");

        var error = await Assert.ThrowsAsync<EngineException>(() => stack.Engine().SettleAsync(Urn, SettledOutcome.Done, "mistyped"));

        Assert.Contains("There is no 'a' (test:index:Blind) with id 'mistyped'", error.Message, StringComparison.Ordinal);
        Assert.Single((await stack.ReadAsync()).PendingOperations);
    }

    [Fact]
    public async Task A_deletion_that_was_done_is_forgotten()
    {
        var stack = await InterruptedAsync("delete");
        stack.Cloud.Resources.Clear();

        await stack.Engine().SettleAsync(Urn, SettledOutcome.Done);

        Assert.Equal("Create a", Fixture.Show(await stack.PreviewAsync(program => Blind(program, "1"))));
    }

    [Fact]
    public async Task An_update_that_was_done_is_recorded()
    {
        var stack = await InterruptedAsync("update");
        stack.Cloud.Resources["id-1"] = Inputs(("value", Text("2")));

        await stack.Engine().SettleAsync(Urn, SettledOutcome.Done);

        Assert.False((await stack.PreviewAsync(program => Blind(program, "2"))).HasChanges);
    }

    [Fact]
    public async Task What_is_not_in_doubt_cannot_be_settled()
    {
        var stack = await InterruptedAsync("create");

        var error = await Assert.ThrowsAsync<EngineException>(() => stack.Engine().SettleAsync("urn:other", SettledOutcome.NotDone));

        Assert.Equal($"No operation on 'urn:other' is in doubt. In doubt are: '{Urn}'.", error.Message);
    }

    [Fact]
    public async Task A_later_failure_does_not_clear_an_older_doubt()
    {
        var store = new MemoryStore();
        await DieAsync(new Fixture { Store = store }, "create", store, program => Again(program, "1"));
        var failing = new Fixture { Store = store, Cloud = new Cloud { Before = (_, _) => throw new ProviderException("no") } };
        await failing.UpAsync(program => Again(program, "1"));

        Assert.Equal("creating", Assert.Single((await failing.ReadAsync()).PendingOperations).Kind);
    }

    [Fact]
    public async Task A_doubtful_creation_that_may_be_repeated_and_is_no_longer_declared_is_deleted()
    {
        var store = new MemoryStore();
        var stack = new Fixture { Store = store };
        await DieAsync(stack, "create", store, program => Again(program, "1"));
        var after = new Fixture { Store = store };

        var plan = await after.PreviewAsync(_ => Task.CompletedTask);
        await after.UpAsync(_ => Task.CompletedTask);

        Assert.Equal("Delete a", Fixture.Show(plan));
        Assert.Equal(["delete a"], after.Cloud.Log);
        Assert.Empty((await after.ReadAsync()).PendingOperations);
    }

    [Fact]
    public async Task A_doubtful_creation_repeated_with_other_inputs_is_deleted_first()
    {
        var store = new MemoryStore();
        await DieAsync(new Fixture { Store = store }, "create", store, program => Again(program, "1"));
        var after = new Fixture { Store = store };

        await after.UpAsync(program => Again(program, "2"));

        Assert.Equal(["delete a", "create a"], after.Cloud.Log);
        Assert.Empty((await after.ReadAsync()).PendingOperations);
    }

    [Fact]
    public async Task A_doubtful_creation_stays_in_doubt_until_what_it_left_is_surely_gone()
    {
        var store = new MemoryStore();
        await DieAsync(new Fixture { Store = store }, "create", store, program => Again(program, "1"));
        await DieAsync(new Fixture { Store = store }, "delete", store, program => Again(program, "2"));
        await DieAsync(new Fixture { Store = store }, "delete", store, program => Again(program, "2"));
        var after = new Fixture { Store = store };

        await after.UpAsync(program => Again(program, "2"));

        Assert.Equal(["delete a", "create a"], after.Cloud.Log);
        Assert.Empty((await after.ReadAsync()).PendingOperations);
    }

    [Fact]
    public async Task A_doubtful_deletion_is_settled_by_looking_when_the_resource_is_gone()
    {
        var stack = await InterruptedAsync("delete");
        stack.Cloud.Resources.Clear();

        await stack.RefreshAsync();

        Assert.Empty((await stack.ReadAsync()).PendingOperations);
    }

    private static Task<RegisteredResource> Blind(Program program, string value) =>
        program.ThingAsync("a", Inputs(("value", Text(value))), [], wanted => wanted with { Type = "test:index:Blind" });

    private static Task<RegisteredResource> Again(Program program, string value) =>
        program.ThingAsync("a", Inputs(("value", Text(value))), [], wanted => wanted with { Type = "test:index:Again" });

    /// <summary>A stack whose process died while it did that to 'a'.</summary>
    private static async Task<Fixture> InterruptedAsync(string what)
    {
        var store = new MemoryStore();
        var stack = new Fixture { Store = store };
        if (what != "create") await stack.UpAsync(program => Blind(program, "1"));
        await DieAsync(stack, what, store, program => what == "delete" ? Task.CompletedTask : Blind(program, what == "update" ? "2" : "1"));
        return new Fixture { Store = store, Cloud = stack.Cloud };
    }

    private static async Task DieAsync(Fixture stack, string what, MemoryStore store, Func<Program, Task> program)
    {
        var dying = new Fixture { Store = store, Cloud = new Cloud { Before = (happening, _) => { if (happening == what) store.WritesLeft = 0; } } };
        foreach (var (id, inputs) in stack.Cloud.Resources) dying.Cloud.Resources[id] = inputs;
        await Assert.ThrowsAnyAsync<Exception>(() => dying.UpAsync(program));
        store.WritesLeft = -1;
    }
}

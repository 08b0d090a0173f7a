using System.Diagnostics;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.State;

public sealed class CrashTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dying_at_any_write_and_running_again_ends_as_an_undisturbed_run(bool torn)
    {
        var undisturbed = new MemoryStore();
        await RunAsync(undisturbed, Before);
        var writesBefore = undisturbed.Writes;
        await RunAsync(undisturbed, After);
        var deaths = undisturbed.Writes - writesBefore;
        Assert.True(deaths > 15, $"{deaths} writes");

        for (var death = 0; death < deaths; death++)
        {
            var store = new MemoryStore { Torn = torn };
            var cloud = new Cloud();
            await new Fixture { Store = store, Cloud = cloud }.UpAsync(Before);
            store.WritesLeft = death;
            await Assert.ThrowsAnyAsync<Exception>(() => new Fixture { Store = store, Cloud = cloud }.UpAsync(After));
            store.WritesLeft = -1;

            var again = new Fixture { Store = store, Cloud = cloud };
            var result = await again.UpAsync(After);

            Assert.True(result.Succeeded);
            var resources = (await again.ReadAsync()).Resources.Where(resource => resource.Type == "test:index:Thing").ToArray();
            Assert.Equal(["changed", "new", "replaced", "stays"], resources.Select(resource => resource.Name).Order(StringComparer.Ordinal));
            Assert.All(resources, resource => Assert.True(cloud.Resources.ContainsKey(resource.Id!), $"{resource.Name} is recorded but gone (death {death})"));
            Assert.False((await again.PreviewAsync(After)).HasChanges);
            Assert.Equal(resources.Select(resource => resource.Id!).Order(StringComparer.Ordinal), cloud.Resources.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_killed_process_loses_nothing_it_had_recorded()
    {
        using var store = new TemporaryStore();
        using var child = Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "EngineSandbox.dll"), "commands", store.Folder]))!;
        for (var waited = 0; !File.Exists(CommandsRun.Marker(store.Folder)) && waited < 600; waited++) await Task.Delay(50);
        Assert.True(File.Exists(CommandsRun.Marker(store.Folder)), "the child did not come to its second command");
        child.Kill(entireProcessTree: true);
        await child.WaitForExitAsync();

        var again = CommandsRun.Engine(store.Folder);
        var snapshot = await again.ReadAsync();
        var result = await CommandsRun.UpAsync(again, store.Folder, waits: false);

        Assert.Contains(snapshot.Resources, resource => resource.Name == "first");
        Assert.Equal("second", Assert.Single(snapshot.PendingOperations).Resource.Name);
        Assert.True(result.Succeeded);
        Assert.Equal("once\n", await File.ReadAllTextAsync(Path.Combine(store.Folder, "first-ran")));
    }

    private static Task<UpdateResult> RunAsync(MemoryStore store, Func<Program, Task> body) => new Fixture { Store = store }.UpAsync(body);

    private static async Task Before(Program program)
    {
        await program.StackAsync();
        await program.ThingAsync("stays", ("value", Secret("a secret value")));
        await program.ThingAsync("changed", ("value", Text("1")));
        await program.ThingAsync("replaced", ("fixed", Text("1")));
        await program.ThingAsync("gone");
    }

    private static async Task After(Program program)
    {
        await program.StackAsync();
        await program.ThingAsync("stays", ("value", Secret("a secret value")));
        await program.ThingAsync("changed", ("value", Text("2")));
        await program.ThingAsync("replaced", ("fixed", Text("2")));
        await program.ThingAsync("new", ("value", Secret("another secret")));
        await program.Monitor.RegisterOutputsAsync(program.Stack!, Inputs(("done", Text("yes"))), default);
    }
}

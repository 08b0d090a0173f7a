using System.Diagnostics;
using Pulumi.Offline;
using Slipway.Engine.State;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.State;

public sealed class CrashTests
{
    /// <summary>Set in the child process of the real kill: the folder it works in.</summary>
    private const string ChildFolder = "SLIPWAY_TEST_CRASH_FOLDER";

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
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["vstest", typeof(CrashTests).Assembly.Location, $"--TestCaseFilter:FullyQualifiedName~{nameof(Child_of_the_killed_process)}"]) start.ArgumentList.Add(argument);
        start.Environment[ChildFolder] = store.Folder;
        using var child = Process.Start(start)!;
        var marker = Path.Combine(store.Folder, "second-runs");
        for (var waited = 0; !File.Exists(marker) && waited < 600; waited++) await Task.Delay(50);
        Assert.True(File.Exists(marker), "the child did not come to its second command");
        child.Kill(entireProcessTree: true);
        await child.WaitForExitAsync();

        var again = new Fixture { Store = store };
        var snapshot = await again.ReadAsync();
        var result = await again.UpAsync(program => ChildProgram(program, store.Folder, wait: false));

        Assert.Contains(snapshot.Resources, resource => resource.Name == "first");
        Assert.Equal("second", Assert.Single(snapshot.PendingOperations).Resource.Name);
        Assert.True(result.Succeeded);
        Assert.Equal("once\n", await File.ReadAllTextAsync(Path.Combine(store.Folder, "first-ran")));
    }

    [Fact]
    public async Task Child_of_the_killed_process()
    {
        if (Environment.GetEnvironmentVariable(ChildFolder) is not { } folder) return;
        await new Fixture { Store = new FileStateStore(folder, "proj", "dev") }.UpAsync(program => ChildProgram(program, folder, wait: true));
    }

    private static async Task ChildProgram(Program program, string folder, bool wait)
    {
        var first = await Command("first", $"echo once >> '{folder}/first-ran'", []);
        await Command("second", $"touch '{folder}/second-runs'; [ -e '{folder}/go' ] || {(wait ? "sleep 60" : "true")}", [first.Urn]);

        Task<RegisteredResource> Command(string name, string create, string[] needs) =>
            program.ThingAsync(name, Inputs(("create", Text(create))), [.. needs], wanted => wanted with { Type = "command:local:Command" });
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

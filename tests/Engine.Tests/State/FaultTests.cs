using System.Runtime.Versioning;
using System.Text;
using Slipway.Engine.State;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.State;

/// <summary>What goes wrong around the state is named, and nothing is overwritten.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FaultTests
{
    [Theory]
    [InlineData("{\"journal\":1,\"base\":\"another\"}\n", "belongs to another checkpoint")]
    [InlineData("not a journal\n", "does not begin as a journal")]
    [InlineData("{\"journal\":2,\"base\":\"\"}\n", "not a journal of version 1")]
    [InlineData("", "it has no first line")]
    public async Task A_journal_that_does_not_fit_is_refused_and_left_alone(string journal, string reason)
    {
        using var store = new TemporaryStore();
        var stack = new Fixture { Store = store };
        await stack.UpAsync(program => program.ThingAsync("a"));
        var path = $"{store.Location}.journal";
        await File.WriteAllTextAsync(path, journal);
        var before = await File.ReadAllBytesAsync(store.Location);

        var error = await Assert.ThrowsAsync<StateException>(() => stack.UpAsync(program => program.ThingAsync("b")));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{path}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(journal, await File.ReadAllTextAsync(path));
        Assert.Equal(before, await File.ReadAllBytesAsync(store.Location));
        Assert.Equal(["create a"], stack.Cloud.Log);
    }

    [Fact]
    public async Task A_journal_damaged_in_the_middle_is_refused()
    {
        var store = new MemoryStore();
        var dying = new Fixture { Store = store, Cloud = new Cloud { Before = (_, operation) => { if (operation.Name == "b") store.WritesLeft = 0; } } };
        await Assert.ThrowsAnyAsync<Exception>(() => dying.UpAsync(Two));
        store.WritesLeft = -1;
        var lines = Encoding.UTF8.GetString(store.ReadJournal()!).Split('\n');
        lines[1] = lines[1][..(lines[1].Length / 2)];
        store.Journal = Encoding.UTF8.GetBytes(string.Join('\n', lines));

        var error = await Assert.ThrowsAsync<StateException>(() => new Fixture { Store = store }.UpAsync(Two));

        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(string.Join('\n', lines), Encoding.UTF8.GetString(store.ReadJournal()!));

        static async Task Two(Program program)
        {
            await program.ThingAsync("a");
            await program.ThingAsync("b");
        }
    }

    [Fact]
    public async Task The_last_good_state_is_kept_beside_a_damaged_one_and_named()
    {
        using var store = new TemporaryStore();
        var stack = new Fixture { Store = store };
        await stack.UpAsync(program => program.ThingAsync("a"));
        await stack.UpAsync(program => program.ThingAsync("b"));
        var whole = await File.ReadAllBytesAsync(store.Location);
        await File.WriteAllBytesAsync(store.Location, whole[..(whole.Length / 2)]);

        var error = await Assert.ThrowsAsync<StateException>(() => stack.ReadAsync());
        File.Copy($"{store.Location}.bak", store.Location, overwrite: true);

        Assert.Contains($"Restore it from '{store.Location}.bak'", error.Message, StringComparison.Ordinal);
        Assert.Contains((await stack.ReadAsync()).Resources, resource => resource.Name == "a");
    }

    [Fact]
    public async Task A_read_only_folder_is_named_before_anything_is_done()
    {
        using var store = new TemporaryStore();
        var scenario = await Scenario.PrepareAsync(Path.Combine(store.Folder, "scenario"), seed: 1, version: 1, refresh: false);
        var stateFolder = Path.Combine(scenario.Folder, ".pulumi", "stacks", "proj");
        var before = Directory.EnumerateFiles(stateFolder).Order(StringComparer.Ordinal).ToArray();
        File.SetUnixFileMode(stateFolder, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var (exitCode, error) = await LimitedRun.BoundByPermissionsAsync(scenario.Folder, scenario);

        File.SetUnixFileMode(stateFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal(KilledRun.Refused, exitCode);
        Assert.Contains($"The state folder '{stateFolder}' cannot be written", error, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.EnumerateFiles(stateFolder).Order(StringComparer.Ordinal));
        await scenario.FinishAsync(new SandboxStack(scenario.Folder), "after a read-only folder");
    }

    [Fact]
    public async Task A_folder_that_may_not_be_looked_into_is_not_taken_for_an_empty_one()
    {
        using var store = new TemporaryStore();
        var scenario = await Scenario.PrepareAsync(Path.Combine(store.Folder, "scenario"), seed: 1, version: 1, refresh: false);
        var stateFolder = Path.Combine(scenario.Folder, ".pulumi", "stacks", "proj");
        File.SetUnixFileMode(stateFolder, UnixFileMode.None);

        var (exitCode, error) = await LimitedRun.BoundByPermissionsAsync(scenario.Folder, scenario);

        File.SetUnixFileMode(stateFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal(KilledRun.Refused, exitCode);
        Assert.Contains("cannot be read", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_is_nearly_full_is_named_before_anything_is_done()
    {
        using var folder = new TemporaryStore();
        var stack = new Fixture { Store = new FileStateStore(folder.Folder, "proj", "dev") { LeastFreeBytes = long.MaxValue } };

        var error = await Assert.ThrowsAsync<StateException>(() => stack.UpAsync(program => program.ThingAsync("a")));

        Assert.Matches(@"has \d+ MB free, \d+ MB are needed\. Nothing was changed", error.Message);
        Assert.Empty(stack.Cloud.Log);
    }

    [Theory]
    [InlineData(3_000)]
    [InlineData(9_000)]
    [InlineData(20_000)]
    public async Task A_disk_that_fills_up_while_updating_stops_it_and_what_was_recorded_is_made_good(int space)
    {
        using var store = new TemporaryStore();
        var scenario = await Scenario.PrepareAsync(Path.Combine(store.Folder, "scenario"), seed: 2, version: 1, refresh: false);
        var before = await File.ReadAllBytesAsync(Path.Combine(scenario.Folder, ".pulumi", "stacks", "proj", "dev.json"));

        var (exitCode, error) = await LimitedRun.WithFilesUpToAsync(space, scenario.Folder, scenario);

        Assert.Equal(KilledRun.Refused, exitCode);
        Assert.Contains("could not be written while updating", error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(scenario.Folder, ".pulumi", "stacks", "proj", "dev.json")));
        var stack = new SandboxStack(scenario.Folder);
        await Scenario.SettleAsync(stack);
        await scenario.FinishAsync(stack, $"after a disk of {space} bytes");
    }

    [Theory]
    [InlineData("dev.json.journal.tmp", "dev.json.journal' could not be begun", "create b")]
    [InlineData("dev.json.tmp", "dev.json' could not be written", "")]
    public async Task A_disk_that_is_full_when_the_state_is_written_is_named_and_the_last_good_one_kept(string full, string reason, string stillToDo)
    {
        using var store = new TemporaryStore();
        var stack = new Fixture { Store = store };
        await stack.UpAsync(program => program.ThingAsync("a"));
        var before = await File.ReadAllBytesAsync(store.Location);
        var device = Path.Combine(Path.GetDirectoryName(store.Location)!, full);
        File.CreateSymbolicLink(device, "/dev/full");

        var error = await Assert.ThrowsAsync<StateException>(() => stack.UpAsync(Both));
        var kept = await File.ReadAllBytesAsync(store.Location);
        File.Delete(device);
        var done = stack.Cloud.Log.Count;
        var result = await stack.UpAsync(Both);

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, kept);
        Assert.True(result.Succeeded);
        Assert.Equal(stillToDo, string.Join(", ", stack.Cloud.Log.Skip(done)));
        Assert.Equal(["a", "b"], (await stack.ReadAsync()).Resources.Where(resource => resource.Type == "test:index:Thing").Select(resource => resource.Name));

        static async Task Both(Program program)
        {
            await program.ThingAsync("a");
            await program.ThingAsync("b");
        }
    }

    [Fact]
    public async Task A_clock_that_was_set_back_neither_overwrites_nor_reorders_the_history()
    {
        using var store = new TemporaryStore();
        var clock = new SteppingClock();
        var stack = new Fixture { Store = store, Clock = clock };
        await stack.UpAsync(program => program.ThingAsync("a"));
        clock.Now -= TimeSpan.FromDays(1);

        await stack.DestroyAsync();

        Assert.Equal(["destroy", "update"], (await stack.Engine().HistoryAsync()).Select(entry => entry.Kind));
    }

    private sealed class SteppingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

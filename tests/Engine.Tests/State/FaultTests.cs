using System.Text;
using Slipway.Engine.State;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.State;

/// <summary>What goes wrong around the state is named, and nothing is overwritten.</summary>
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

    [Theory]
    [InlineData("ro")]
    [InlineData("size=8m")]
    public async Task A_read_only_folder_and_a_full_disk_are_named_before_anything_is_done(string mount)
    {
        using var disk = SmallDisk.Mount(mount);
        if (disk is null) return;
        var stack = new Fixture { Store = new FileStateStore(disk.Folder, "proj", "dev") };

        var error = await Assert.ThrowsAsync<StateException>(() => stack.UpAsync(program => program.ThingAsync("a")));

        Assert.Contains(mount == "ro" ? "cannot be written" : "MB free", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", error.Message, StringComparison.Ordinal);
        Assert.Empty(stack.Cloud.Log);
    }

    [Fact]
    public async Task A_disk_that_fills_up_while_updating_stops_it_and_what_was_recorded_is_made_good()
    {
        using var disk = SmallDisk.Mount("size=20m");
        if (disk is null) return;
        var filler = Path.Combine(disk.Folder, "filler");
        var fills = true;
        var cloud = new Cloud { Before = (_, operation) => { if (fills && operation.Name == "t3") SmallDisk.Fill(filler); } };
        var stack = new Fixture { Store = new FileStateStore(disk.Folder, "proj", "dev"), Cloud = cloud };

        var error = await Assert.ThrowsAsync<StateException>(() => stack.UpAsync(Many));
        File.Delete(filler);
        fills = false;
        var result = await stack.UpAsync(Many);

        Assert.Contains("could not be written while updating", error.Message, StringComparison.Ordinal);
        Assert.True(result.Succeeded);
        Assert.Equal(40, cloud.Resources.Count);
        Assert.Equal(40, (await stack.ReadAsync()).Resources.Count(resource => resource.Type == "test:index:Thing"));

        static async Task Many(Program program)
        {
            for (var index = 0; index < 40; index++) await program.ThingAsync($"t{index}", ("value", Text(new string('x', 4096))));
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

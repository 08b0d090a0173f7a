using System.Diagnostics;
using Slipway.Engine.State;
using Slipway.Engine.Tests.Support;

namespace Slipway.Engine.Tests.State;

public sealed class LockTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("slipway-lock-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_living_owners_lock_is_respected_and_its_owner_named()
    {
        using var held = Take(LockOwner.ThisProcess());

        var error = Assert.Throws<StackLockedException>(() => Take(LockOwner.ThisProcess()));

        Assert.Contains($"process {Environment.ProcessId}, since 20", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_released_lock_can_be_taken()
    {
        Take(LockOwner.ThisProcess()).Dispose();

        Take(LockOwner.ThisProcess()).Dispose();
    }

    [Fact]
    public void A_dead_processs_lock_is_taken_over()
    {
        using var child = Process.Start("true");
        child.WaitForExit();
        _ = Take(LockOwner.ThisProcess() with { ProcessId = child.Id, ProcessStart = "1" });

        Take(LockOwner.ThisProcess()).Dispose();
    }

    [Fact]
    public void A_process_number_that_was_given_out_again_does_not_hold_the_lock()
    {
        _ = Take(LockOwner.ThisProcess() with { ProcessStart = "another time" });

        Take(LockOwner.ThisProcess()).Dispose();
    }

    [Fact]
    public void Another_hosts_lock_counts_until_it_was_silent_for_too_long()
    {
        var clock = new ManualClock();
        _ = StackLock.Take(folder, "proj/dev", LockOwner.ThisProcess() with { Host = "elsewhere" }, clock);

        Assert.Throws<StackLockedException>(() => StackLock.Take(folder, "proj/dev", LockOwner.ThisProcess(), clock));
        clock.Now += TimeSpan.FromMinutes(5);
        StackLock.Take(folder, "proj/dev", LockOwner.ThisProcess(), clock).Dispose();
    }

    [Fact]
    public void A_sign_of_life_from_the_future_is_refused_by_name()
    {
        var clock = new ManualClock();
        _ = StackLock.Take(folder, "proj/dev", LockOwner.ThisProcess() with { Host = "elsewhere" }, clock);
        clock.Now -= TimeSpan.FromHours(1);

        var error = Assert.Throws<StackLockedException>(() => StackLock.Take(folder, "proj/dev", LockOwner.ThisProcess(), clock));

        Assert.Contains("3600 s ahead of this machine's clock", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_owner_of_this_machine_is_told_whatever_the_clock_says()
    {
        var clock = new ManualClock();
        _ = StackLock.Take(folder, "proj/dev", LockOwner.ThisProcess() with { ProcessStart = "another time" }, clock);
        clock.Now -= TimeSpan.FromHours(1);

        StackLock.Take(folder, "proj/dev", LockOwner.ThisProcess(), clock).Dispose();
    }

    [Fact]
    public void A_beating_owner_is_not_taken_for_dead()
    {
        var clock = new ManualClock();
        using var held = StackLock.Take(folder, "proj/dev", LockOwner.ThisProcess() with { Host = "elsewhere" }, clock);
        clock.Now += TimeSpan.FromMinutes(5);
        held.Confirm();

        Assert.Throws<StackLockedException>(() => StackLock.Take(folder, "proj/dev", LockOwner.ThisProcess(), clock));
    }

    [Fact]
    public void An_owner_that_was_silent_until_another_took_over_notices()
    {
        var clock = new ManualClock();
        var suspended = StackLock.Take(folder, "proj/dev", LockOwner.ThisProcess() with { Host = "elsewhere" }, clock);
        clock.Now += TimeSpan.FromMinutes(5);
        using var taken = StackLock.Take(folder, "proj/dev", LockOwner.ThisProcess(), clock);

        var error = Assert.Throws<StackLockedException>(suspended.Confirm);
        suspended.Dispose();

        Assert.Contains("was taken over by another process", error.Message, StringComparison.Ordinal);
        taken.Confirm();
        Assert.Throws<StackLockedException>(() => Take(LockOwner.ThisProcess()));
    }

    [Fact]
    public async Task Of_two_updates_at_the_same_moment_exactly_one_runs()
    {
        for (var round = 0; round < 5; round++)
        {
            using var store = new TemporaryStore();
            var cloud = new Cloud { Takes = TimeSpan.FromMilliseconds(200) };
            using var together = new Barrier(2);
            var updates = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
            {
                var engine = new Fixture { Store = store, Cloud = cloud }.Engine();
                var program = Program.Of(program => program.ThingAsync("a"));
                var plan = await engine.PreviewAsync(program, new(), static _ => { }, default);
                together.SignalAndWait();
                return await engine.UpAsync(program, plan, new(), static _ => { }, default);
            })).ToArray();

            var ended = await Task.WhenAll(updates.Select(update => update.ContinueWith(done => done.Exception?.InnerException, TaskScheduler.Default)));

            Assert.Single(ended, error => error is null);
            Assert.Single(ended, error => error is StackLockedException);
            Assert.Equal(["create a"], cloud.Log);
        }
    }

    [Fact]
    public async Task An_update_whose_lock_was_taken_over_begins_nothing_more_and_writes_no_state()
    {
        using var store = new TemporaryStore();
        var lease = Path.Combine(store.Folder, ".pulumi", "locks", "organization", "proj", "dev", "lease.json");
        var clock = new ManualClock();
        var cloud = new Cloud
        {
            Before = (_, operation) =>
            {
                if (operation.Name != "a") return;
                // Suspended while at work; another process takes the lock meanwhile.
                File.WriteAllText(lease, File.ReadAllText(lease).Replace($"\"pid\":{Environment.ProcessId}", "\"pid\":1", StringComparison.Ordinal));
                clock.Now += TimeSpan.FromMinutes(5);
            },
        };
        var stack = new Fixture { Store = store, Cloud = cloud, Clock = clock };

        await Assert.ThrowsAsync<StackLockedException>(() => stack.UpAsync(async program =>
        {
            await program.ThingAsync("a");
            await program.ThingAsync("b");
        }));

        Assert.Equal(["create a"], cloud.Log);
        Assert.False(File.Exists(store.Location));
        Assert.Equal("a", (await new Fixture { Store = store }.ReadAsync()).Resources.Single(resource => resource.Type == "test:index:Thing").Name);
    }

    private StackLock Take(LockOwner owner) => StackLock.Take(folder, "proj/dev", owner, TimeProvider.System);

    private sealed class ManualClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;

        // The owner elsewhere is silent: its heartbeat never beats.
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}

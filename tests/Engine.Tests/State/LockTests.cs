using System.Diagnostics;
using Slipway.Engine.State;

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

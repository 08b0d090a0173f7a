using System.Diagnostics;
using Slipway.Cli.Tests.Support;

namespace Slipway.Cli.Tests;

/// <summary>Ctrl-C on a real process with a real command under way.</summary>
public sealed class InterruptionTests
{
    [Fact]
    public async Task The_first_finishes_what_runs_records_it_and_exits_with_1()
    {
        using var sandbox = new SandboxProject("slow");
        using var up = sandbox.Start("up", "--yes");
        await sandbox.WaitForAsync("started");

        up.Interrupt();
        var interrupted = await up.EndAsync();

        Assert.Equal(1, interrupted.ExitCode);
        Assert.Contains("Stopping: finishing what runs. Press Ctrl-C again to break it off.", interrupted.Error);
        Assert.Contains("Interrupted after", interrupted.Output);
        Assert.Equal("slow\n", sandbox.Read("log"));
        Assert.Equal("Stack dev has no open operations.\n", (await sandbox.RunAsync("stack", "settle")).Succeeded().Output);
        (await sandbox.RunAsync("up", "--yes")).Succeeded();
        Assert.Equal("slow\nafter\n", sandbox.Read("log"));
    }

    [Fact]
    public async Task The_second_breaks_it_off_and_the_next_update_knows_of_it()
    {
        using var sandbox = new SandboxProject("slow");
        using var up = sandbox.Start("up", "--yes");
        await sandbox.WaitForAsync("started");
        var since = Stopwatch.StartNew();

        up.Interrupt();
        await Task.Delay(300);
        up.Interrupt();
        var aborted = await up.EndAsync();

        Assert.Equal(1, aborted.ExitCode);
        Assert.True(since.Elapsed < TimeSpan.FromSeconds(2.7), $"it took {since.Elapsed}: the command was waited for");
        Assert.Contains("Breaking off.", aborted.Error);
        Assert.Equal("", sandbox.Read("log"));
        var open = (await sandbox.RunAsync("stack", "settle")).Succeeded();
        Assert.StartsWith("creating slow (command:local:Command) was begun; its end is not known.\n", open.Output);
        (await sandbox.RunAsync("stack", "settle", "urn:pulumi:dev::shop::command:local:Command::slow", "--not-done")).Succeeded();
        (await sandbox.RunAsync("up", "--yes")).Succeeded();
        Assert.Equal("slow\nafter\n", sandbox.Read("log"));
    }
}

using Slipway.Cli.Tests.Support;
using Slipway.Engine;

namespace Slipway.Cli.Tests;

public sealed class ExitCodeTests
{
    [Fact]
    public async Task A_changed_plan_and_a_locked_stack_exit_with_4_and_the_message_alone()
    {
        using var changed = new Support.Cli { Stack = { WhileApplying = _ => throw new PlanChangedException("edge: port is 18002, approved was 18001.") } };
        using var locked = new Support.Cli { Stack = { WhilePlanning = _ => throw new StackLockedException("stack dev is held by ann@laptop (pid 4711).") } };

        Assert.Equal(ExitCode.Conflict, await changed.RunAsync("up"));
        Assert.Equal(ExitCode.Conflict, await locked.RunAsync("preview"));
        Assert.EndsWith("error: edge: port is 18002, approved was 18001.\n", changed.Error);
        Assert.EndsWith("error: stack dev is held by ann@laptop (pid 4711).\n", locked.Error);
    }

    [Fact]
    public async Task What_the_user_can_put_right_exits_with_1_without_a_trace()
    {
        using var cli = new Support.Cli { Stack = { WhilePlanning = _ => throw new EngineException("the disk is full.") } };

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("preview"));
        Assert.DoesNotContain("   at ", cli.Error);
    }

    [Fact]
    public async Task A_bug_says_that_it_is_one_and_prints_the_trace()
    {
        using var cli = new Support.Cli { Stack = { WhilePlanning = _ => throw new InvalidOperationException("index out of nowhere") } };

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("preview"));
        Assert.Contains("This is a bug in slipway.", cli.Error);
        Assert.Contains("   at ", cli.Error);
    }

    [Fact]
    public async Task Interrupting_before_anything_runs_exits_with_1()
    {
        using var cli = new Support.Cli();
        cli.Stack.WhilePlanning = _ =>
        {
            cli.Interruption.Interrupt();
            cli.Interruption.Stop.ThrowIfCancellationRequested();
        };

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("up"));
        Assert.Contains("Stopping: finishing what runs. Press Ctrl-C again to break it off.", cli.Error);
    }

    [Fact]
    public void The_second_interruption_breaks_off_what_the_first_let_finish()
    {
        using var cli = new Support.Cli();

        cli.Interruption.Interrupt();
        var abortedAtFirst = cli.Interruption.Abort.IsCancellationRequested;
        cli.Interruption.Interrupt();

        Assert.False(abortedAtFirst);
        Assert.True(cli.Interruption.Abort.IsCancellationRequested);
    }

    [Theory]
    [InlineData("upp")]
    [InlineData("up --stak dev")]
    [InlineData("logs --tail many")]
    [InlineData("logs --tail -1")]
    public async Task Wrong_usage_exits_with_2_and_points_to_the_help(string arguments)
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync(arguments.Split(' ')));
        Assert.Contains("--help`.", cli.Error);
    }

    [Fact]
    public async Task Help_lists_every_command()
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("--help"));
        Snapshot.Matches("help", cli.Output);
    }

    [Fact]
    public async Task Help_of_up_lists_its_options()
    {
        using var cli = new Support.Cli();

        await cli.RunAsync("up", "--help");

        Snapshot.Matches("help-up", cli.Output);
    }
}

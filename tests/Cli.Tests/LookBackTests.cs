using System.Collections.Immutable;
using Slipway.Cli.Live;
using Slipway.Cli.Tests.Support;

namespace Slipway.Cli.Tests;

public sealed class LookBackTests
{
    private static readonly LiveService Api = new() { Name = "portfolio-api", State = LiveState.Running, Health = LiveHealth.Healthy };
    private static readonly LiveService Worker = new() { Name = "downloads-worker", State = LiveState.Failed, Reason = "Exited too quickly (process log may have details)" };
    private static readonly LiveService Job = new() { Name = "migration", State = LiveState.Stopped, ShouldRun = false };

    [Fact]
    public async Task An_update_that_leaves_something_down_names_it_and_exits_with_1()
    {
        using var cli = new Support.Cli(Plans.Mixed) { Live = { Status = Services(Api, Worker, Job, Api with { Name = "edge", Health = LiveHealth.Unhealthy }) } };

        var exit = await cli.RunAsync("up", "--yes");

        Assert.Equal(ExitCode.Failed, exit);
        Snapshot.Matches("up-not-running", cli.Screen);
    }

    [Fact]
    public async Task An_unchanged_stack_is_looked_at_too()
    {
        using var cli = new Support.Cli { Live = { Status = Services(Worker) } };

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("up"));
        Assert.Contains("1 not running", cli.Output);
    }

    [Fact]
    public async Task What_starts_a_little_later_is_waited_for()
    {
        using var cli = new Support.Cli(Plans.Mixed) { Live = { Statuses = new([Services(Worker with { State = LiveState.Starting }), Services(Worker with { State = LiveState.Starting }), Services(Api)]) } };

        Assert.Equal(ExitCode.Done, await cli.RunAsync("up", "--yes"));
        Assert.Empty(cli.Live.Statuses);
    }

    [Fact]
    public async Task In_json_what_is_down_makes_the_result_a_failure()
    {
        using var cli = new Support.Cli(Plans.Mixed) { Live = { Status = Services(Worker) } };

        await cli.RunAsync("up", "--yes", "--json");

        Assert.Contains("\"result\": \"failed\"", cli.Document);
        Assert.Contains("\"name\": \"downloads-worker\"", cli.Document);
    }

    [Fact]
    public async Task A_failed_update_is_not_looked_back_at_and_neither_is_a_destruction()
    {
        using var failed = new Support.Cli(Plans.Mixed) { Live = { Status = Services(Worker) } };
        using var destroyed = new Support.Cli(Plans.Mixed) { Live = { Status = Services(Worker) } };
        failed.Stack.WhileApplying = _ => new Engine.UpdateResult(false, [], Pulumi.Offline.PropertyValue.Map.Empty);

        await failed.RunAsync("up", "--yes");

        Assert.DoesNotContain("not running", failed.Screen);
        Assert.Equal(ExitCode.Done, await destroyed.RunAsync("destroy", "--yes"));
    }

    private static LiveStatus Services(params LiveService[] services) => new() { Services = [.. services] };
}

using Slipway.Cli.Live;
using Slipway.Cli.Tests.Support;

namespace Slipway.Cli.Tests;

public sealed class StatusTests
{
    private static readonly LiveStatus Mixed = new()
    {
        Services =
        [
            new LiveService
            {
                Name = "portfolio", State = LiveState.Running, Health = LiveHealth.Healthy, ProcessId = 4711,
                Uptime = TimeSpan.FromMinutes(123), Address = "127.0.0.1:18020", Version = "3f2a91c",
            },
            new LiveService { Name = "downloads", State = LiveState.Failed, Reason = "exited too quickly: address already in use", Version = "77be012" },
            new LiveService { Name = "downloads-migrate", State = LiveState.Stopped, ShouldRun = false },
            new LiveService { Name = "postgres", State = LiveState.Starting, ProcessId = 4700, Uptime = TimeSpan.FromSeconds(1.2), Address = "127.0.0.1:18001" },
        ],
        Routes = [new LiveRoute("http://127.0.0.1:18000/portfolio", "portfolio")],
        Links = [new LiveLink("prometheus", "http://127.0.0.1:18003")],
    };

    [Fact]
    public async Task Services_routes_and_tools_are_tables_and_something_down_exits_with_1()
    {
        using var cli = new Support.Cli { Live = { Status = Mixed } };

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("status"));
        Snapshot.Matches("status", cli.Screen);
    }

    [Fact]
    public async Task Status_as_json_has_everything_the_table_has()
    {
        using var cli = new Support.Cli { Live = { Status = Mixed } };

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("status", "--json"));
        Snapshot.Matches("status-json", cli.Output);
    }

    [Fact]
    public async Task All_running_exits_with_0()
    {
        using var cli = new Support.Cli { Live = { Status = new LiveStatus { Services = [Mixed.Services[0], Mixed.Services[2]] } } };

        Assert.Equal(ExitCode.Done, await cli.RunAsync("status"));
        Assert.Contains("Stack dev: 1 of 1 service running", cli.Output);
    }

    [Fact]
    public async Task Running_but_unhealthy_exits_with_1()
    {
        using var cli = new Support.Cli { Live = { Status = new LiveStatus { Services = [Mixed.Services[0] with { Health = LiveHealth.Unhealthy }] } } };

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("status"));
    }

    [Fact]
    public async Task A_stack_with_nothing_live_says_how_to_bring_it_up()
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("status"));
        Assert.Equal("Nothing of stack dev runs here. `slipway up` brings it up.\n", cli.Output);
    }
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Slipway.Cli.Tests.Support;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Tests.Releases;

public sealed class ReleaseStatusTests
{
    private static readonly ReleaseState Shifting = ReleasingStack.AtRest with
    {
        Phase = ReleasePhase.Shifting,
        Since = new DateTimeOffset(2026, 11, 21, 11, 58, 30, TimeSpan.Zero),
        Slots = ReleasingStack.AtRest.Slots
            .SetItem(Slots.Blue, new SlotState { Weight = 90, IsKept = true, Version = "v1" })
            .SetItem(Slots.Green, new SlotState { Weight = 10, IsKept = true, Version = "v2" }),
    };

    private static readonly ReleaseState TakenBack = ReleasingStack.AtRest with { TakenBack = "v2", Reason = "shop: 40 % of its requests fail, the limit is 5 % (the version before: 0 %)" };

    [Fact]
    public async Task Slots_versions_and_traffic_are_a_picture()
    {
        using var cli = Stack().Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "status"));
        Snapshot.Matches("release-status", cli.Screen);
    }

    [Fact]
    public async Task As_json_it_has_everything_the_picture_has()
    {
        using var cli = Stack().Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "status", "--json"));
        Snapshot.Matches("release-status-json", cli.Output);
    }

    [Fact]
    public async Task One_workload_can_be_asked_for()
    {
        using var cli = Stack().Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "status", "orders", "--json"));
        Assert.Equal(["orders"], JsonNode.Parse(cli.Output)!["releases"]!.AsArray().Select(release => (string)release!["workload"]!));
    }

    [Fact]
    public async Task A_router_that_does_something_else_than_recorded_is_shown_as_it_is_and_exits_with_1()
    {
        using var cli = Stack().Cli();
        cli.Live.Shares = _ => ImmutableSortedDictionary<string, int>.Empty.Add(Slots.Blue, 65).Add(Slots.Green, 35);

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("release", "status", "orders"));
        Assert.Contains(" 65 %", cli.Output);
        Assert.Contains(" 35 %", cli.Output);
        Assert.Contains("the router does not do what was recorded: `slipway up` mends it", cli.Output);
    }

    [Fact]
    public async Task A_router_that_cannot_be_asked_leaves_what_was_recorded_and_json_says_so()
    {
        using var cli = Stack().Cli();
        cli.Live.Shares = _ => null;

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "status", "orders", "--json"));
        var release = JsonNode.Parse(cli.Output)!["releases"]!.AsArray().Single()!;
        Assert.False((bool)release["readFromRouter"]!);
        Assert.Equal([90, 10], release["slots"]!.AsArray().Select(slot => (int)slot!["share"]!));
    }

    [Fact]
    public async Task A_workload_that_has_no_slots_is_named()
    {
        using var cli = Stack().Cli();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("release", "status", "nobody"));
        Assert.Equal("error: stack dev has no workload 'nobody' with slots.\n", cli.Error);
    }

    [Fact]
    public async Task Before_the_first_update_there_is_nothing_to_show()
    {
        using var cli = new ReleasingStack().Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "status"));
        Assert.Equal("Stack dev has no workload with slots yet.\n", cli.Output);
    }

    private static ReleasingStack Stack() => new(("cart", ReleasingStack.Released, "{}"), ("orders", Shifting, "{}"), ("shop", TakenBack, "{}"));
}

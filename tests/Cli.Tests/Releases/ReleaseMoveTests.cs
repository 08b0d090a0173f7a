using System.Collections.Immutable;
using Slipway.Cli.Releases;
using Slipway.Cli.Tests.Support;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Tests.Releases;

/// <summary>What a person does to a release, where it is driven from here.</summary>
public sealed class ReleaseMoveTests
{
    private static readonly ReleaseState Baking = ReleasingStack.Released with { Stable = Slots.Blue, Phase = ReleasePhase.Baking, Since = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero) };

    private const string Routed = """{"routed":true}""";

    [Fact]
    public async Task A_start_releases_what_already_runs_too_and_drives_it_to_its_end()
    {
        var stack = new ReleasingStack(("shop", ReleasingStack.AtRest, Routed)) { Current = "v1" };
        using var cli = stack.Cli(rollout: "steps: \"10, 50\"\n    hold: 2s\n    bake: 3s");

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "start", "shop", "--yes"));

        Assert.Equal(
            ["shop starting: blue 100, green 0", "shop shifting: blue 90, green 10", "shop shifting: blue 50, green 50", "shop baking: blue 0, green 100", "shop rest: blue 0, green 100"],
            stack.Updates);
        Assert.Contains("shop: green v1 is live", cli.Error);
    }

    [Fact]
    public async Task What_the_idle_slot_holds_is_given_up_before_it_is_exchanged()
    {
        var stack = new ReleasingStack(("shop", ReleasingStack.Released, Routed)) { Current = "v3" };
        using var cli = stack.Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("up", "--yes"));

        Assert.Equal(["shop preparing: blue 0, green 100", "shop starting: blue 0, green 100", "shop baking: blue 100, green 0", "shop rest: blue 100, green 0"], stack.Updates);
        Assert.Contains("shop: blue v3 is live", cli.Error);
    }

    [Fact]
    public async Task A_version_that_goes_down_after_the_switch_is_taken_back_and_the_exit_code_is_5()
    {
        var stack = new ReleasingStack(("shop", ReleasingStack.AtRest, Routed));
        using var cli = stack.Cli();
        stack.DownBecause = (workload, slot) => slot == Slots.Green && stack[workload].Phase == ReleasePhase.Baking ? "exited (status 1)" : "";

        Assert.Equal(ExitCode.RolledBack, await cli.RunAsync("up", "--yes"));

        Assert.Equal(["shop baking: blue 0, green 100", "shop returning: blue 100, green 0", "shop rest: blue 100"], stack.Updates.TakeLast(3));
        Assert.Contains("shop: blue v1 is live; v2 was taken back: shop: not healthy 3 times in a row: shop-green-api is failed: exited (status 1)", cli.Error);
    }

    [Fact]
    public async Task Abort_goes_back_in_two_steps()
    {
        var stack = new ReleasingStack(("shop", Baking, Routed));
        using var cli = stack.Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "abort", "shop"));

        Assert.Equal(["shop returning: blue 100, green 0", "shop rest: blue 100"], stack.Updates);
        Assert.Equal("shop: blue v1 is live; v2 was taken back: aborted by hand\n", cli.Output);
    }

    [Fact]
    public async Task Promote_ends_the_watch()
    {
        var stack = new ReleasingStack(("shop", Baking, Routed));
        using var cli = stack.Cli(rollout: "bake: 1h");

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "promote", "shop", "--json"));

        Assert.Equal(["shop rest: blue 0, green 100"], stack.Updates);
        Assert.Contains("\"release\": \"shop: green v2 is live\"", cli.Output);
    }

    [Fact]
    public async Task Rollback_moves_traffic_and_nothing_else()
    {
        var stack = new ReleasingStack(("shop", ReleasingStack.Released, Routed));
        using var cli = stack.Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "rollback", "shop"));

        Assert.Equal(["shop rest: blue 100, green 0"], stack.Updates);
        Assert.Equal("shop: blue v1 is live; v2 was rolled back by hand and runs on without traffic\n", cli.Output);
    }

    [Fact]
    public async Task Rollback_to_a_version_that_is_not_healthy_is_refused_and_changes_nothing()
    {
        var stack = new ReleasingStack(("shop", ReleasingStack.Released, Routed)) { DownBecause = (_, slot) => slot == Slots.Blue ? "it does not answer" : "" };
        using var cli = stack.Cli();

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("release", "rollback", "shop"));

        Assert.Empty(stack.Updates);
        Assert.Equal("error: 'shop' cannot go back to v1: shop-blue-api is failed: it does not answer. Nothing was changed.\n", cli.Error);
    }

    [Fact]
    public async Task Rollback_while_a_release_is_under_way_is_an_abort()
    {
        var stack = new ReleasingStack(("shop", Baking, Routed));
        using var cli = stack.Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "rollback", "shop"));

        Assert.Equal(["shop returning: blue 100, green 0", "shop rest: blue 100"], stack.Updates);
    }

    [Fact]
    public async Task A_router_that_does_not_follow_a_rollback_fails_it()
    {
        using var cli = new ReleasingStack(("shop", ReleasingStack.Released, Routed)).Cli();
        cli.Live.Shares = _ => ImmutableSortedDictionary<string, int>.Empty.Add(Slots.Blue, 0).Add(Slots.Green, 100);

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("release", "rollback", "shop"));

        Assert.Equal("error: the router still sends 100 % of 'shop' to green\n", cli.Error);
    }

    [Theory]
    [InlineData("error: stack dev has no workload 'nobody' that could be released, only cart, orders, shop, worker.", ExitCode.Usage, "start", "nobody")]
    [InlineData("error: stack dev has no workload 'nobody' that could be released, only cart, orders, shop, worker.", ExitCode.Usage, "promote", "nobody")]
    [InlineData("error: stack dev has no workload 'nobody' that could be released, only cart, orders, shop, worker.", ExitCode.Usage, "abort", "nobody")]
    [InlineData("error: stack dev has no workload 'nobody' that could be released, only cart, orders, shop, worker.", ExitCode.Usage, "rollback", "nobody")]
    [InlineData("error: no release of 'shop' is under way. `slipway release status -s dev` shows what is live.", ExitCode.Usage, "promote", "shop")]
    [InlineData("error: no release of 'shop' is under way. `slipway release status -s dev` shows what is live, `slipway release rollback` goes back to the version before.", ExitCode.Usage, "abort", "shop")]
    [InlineData("error: 'shop' has nothing to go back to: only version v1 runs. Release the sources of another one with `slipway up -s dev`.", ExitCode.Usage, "rollback", "shop")]
    [InlineData("error: a release of 'orders' is under way (baking). `slipway up`, `slipway release promote` and `slipway release abort` go on with it.", ExitCode.Conflict, "start", "orders")]
    [InlineData("error: 'worker' is not released beside its old version: it says slipway.dev/strategy: recreate. `slipway up -s dev` exchanges it.", ExitCode.Usage, "start", "worker")]
    public async Task What_cannot_be_is_refused_with_what_to_do(string expected, ExitCode code, string command, string workload)
    {
        var stack = new ReleasingStack(
            ("cart", ReleasingStack.Released, Routed), ("orders", Baking, Routed), ("shop", ReleasingStack.AtRest, Routed),
            ("worker", ReleasingStack.AtRest, """{"recreated":"it says slipway.dev/strategy: recreate"}"""));
        using var cli = stack.Cli();

        Assert.Equal(code, await cli.RunAsync("release", command, workload));

        Assert.Equal(expected, cli.Error.TrimEnd());
        Assert.Empty(stack.Updates);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("promote")]
    [InlineData("abort")]
    [InlineData("rollback")]
    public async Task Before_the_first_update_there_is_nothing_to_release(string command)
    {
        using var cli = new ReleasingStack().Cli();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("release", command, "shop"));

        Assert.Equal("error: nothing of stack dev runs here. `slipway up -s dev` brings it up.\n", cli.Error);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("release", "start", "shop")]
    [InlineData("release", "rollback", "cart")]
    public async Task While_another_process_drives_a_second_one_is_told_which_and_exits_with_4(params string[] arguments)
    {
        var stack = new ReleasingStack(("cart", ReleasingStack.Released, Routed), ("shop", ReleasingStack.AtRest, Routed));
        using var cli = stack.Cli();
        await cli.RunAsync("release", "status");
        using var driver = ReleaseLease.Take(cli.Stack.Selected!);

        var code = await cli.RunAsync([.. arguments, .. arguments is ["release", "rollback", ..] ? (string[])[] : ["--yes"]]);
        Assert.True(code == ExitCode.Conflict, $"it ended with {code}: {cli.Error}");

        Assert.Contains($"process {Environment.ProcessId} drives a release of stack dev. Wait for it, or tell it: `slipway release promote` or `slipway release abort`.", cli.Error);
        Assert.Empty(stack.Updates);
    }

    [Fact]
    public async Task An_update_changes_nothing_of_a_release_that_another_process_drives()
    {
        var stack = new ReleasingStack(("shop", Baking, Routed)) { Current = "v1" };
        using var cli = stack.Cli();
        await cli.RunAsync("release", "status");
        using var driver = ReleaseLease.Take(cli.Stack.Selected!);

        Assert.Equal(ExitCode.Conflict, await cli.RunAsync("up", "--yes"));

        Assert.Empty(stack.Updates);
    }

    [Theory]
    [InlineData("promote", "shop rest: blue 0, green 100")]
    [InlineData("abort", "shop rest: blue 100")]
    public async Task A_wish_is_passed_on_to_the_process_that_drives_and_carried_out_by_whoever_drives_next(string wish, string end)
    {
        var stack = new ReleasingStack(("shop", Baking, Routed)) { Current = "v1" };
        using var cli = stack.Cli(rollout: "bake: 1h");
        await cli.RunAsync("release", "status");
        using (ReleaseLease.Take(cli.Stack.Selected!))
        {
            Assert.Equal(ExitCode.Done, await cli.RunAsync("release", wish, "shop"));
            Assert.Contains($"The process that drives the release of shop was told to {wish} it.", cli.Output);
            Assert.Empty(stack.Updates);
        }

        await cli.RunAsync("up", "--yes");

        Assert.Equal(end, stack.Updates[^1]);
    }
}

using Slipway.Infra.Releases;
using static Slipway.Releases.Tests.Fixture;

namespace Slipway.Releases.Tests;

public sealed class ReleaseDriverTests
{
    private static readonly ReleaseState Started = Recorded(AtRest.Start(Noon));

    [Fact]
    public void Whoever_goes_on_with_a_release_watches_it_anew_as_nobody_did_meanwhile()
    {
        var justBegun = Healthy with { GoodProbes = 0, WatchedFor = TimeSpan.FromSeconds(1) };
        var late = TimeSpan.FromHours(1);

        Assert.IsType<ReleaseDecision.Wait>(Next(Started, justBegun, late));
        Assert.IsType<ReleaseDecision.Wait>(Next(Started.Shift(100, Noon), justBegun, late));
        Assert.Equal(ReleasePhase.AtRest, Updated(Next(Started.Shift(100, Noon), justBegun with { WatchedFor = TimeSpan.FromSeconds(30) }, late)).Phase);
    }

    [Fact]
    public void Nothing_under_way_is_nothing_to_do() => Assert.IsType<ReleaseDecision.Done>(Next(AtRest));

    [Fact]
    public void A_started_version_gets_no_traffic_until_it_was_healthy_often_enough_in_a_row_and_its_smoke_tests_passed()
    {
        Assert.IsType<ReleaseDecision.Wait>(Next(Started, Healthy with { GoodProbes = 2 }));
        Assert.IsType<ReleaseDecision.Wait>(Next(Started, Healthy with { SmokeProblem = null }));

        var shifted = Updated(Next(Started, Healthy));

        Assert.Equal((ReleasePhase.Baking, 0, 100), (shifted.Phase, Share(shifted, Slots.Blue), Share(shifted, Slots.Green)));
    }

    [Fact]
    public void A_failed_smoke_test_takes_the_version_back_before_it_had_a_request()
    {
        var returned = Updated(Next(Started, Healthy with { SmokeProblem = "GET /insights: answered 500, expected 200" }));

        Assert.Equal((ReleasePhase.Returning, 100, "v2"), (returned.Phase, Share(returned, Slots.Blue), returned.TakenBack));
        Assert.Contains("answered 500", returned.Reason);
    }

    [Fact]
    public void A_version_that_is_never_found_healthy_is_taken_back_when_its_time_is_up()
    {
        var seen = new Observation { BadProbes = 50, ProbeProblem = "shop-green-api is failed" };

        Assert.IsType<ReleaseDecision.Wait>(Next(Started, seen, TimeSpan.FromSeconds(59)));
        Assert.Contains("shop-green-api is failed", Updated(Next(Started, seen, TimeSpan.FromSeconds(61))).Reason);
    }

    [Fact]
    public void A_canary_goes_through_its_steps_and_holds_each()
    {
        var shares = new List<int>();
        var state = Started;
        for (var guard = 0; state.Phase != ReleasePhase.AtRest && guard < 20; guard++)
        {
            Assert.True(state.Phase == ReleasePhase.Starting || Next(state, Healthy, TimeSpan.FromSeconds(29), settings: Canary) is ReleaseDecision.Wait);
            state = Updated(Next(state, Healthy, TimeSpan.FromSeconds(30), settings: Canary));
            shares.Add(Share(state, Slots.Green));
        }

        Assert.Equal([10, 50, 100, 100], shares);
        Assert.Equal((Slots.Green, ReleasePhase.AtRest), (state.Stable, state.Phase));
    }

    [Fact]
    public void Too_few_requests_hold_a_step_up_to_its_patience_and_then_health_alone_decides()
    {
        var baking = Started.Shift(100, Noon);
        var seen = Healthy with { Figures = new Verdict(VerdictKind.TooFew, "3 of 20 requests to judge by") };

        Assert.IsType<ReleaseDecision.Wait>(Next(baking, seen, TimeSpan.FromSeconds(59)));
        Assert.Equal(ReleasePhase.AtRest, Updated(Next(baking, seen, TimeSpan.FromSeconds(60))).Phase);
    }

    [Theory]
    [InlineData(ReleasePhase.Shifting)]
    [InlineData(ReleasePhase.Baking)]
    public void A_broken_limit_moves_all_traffic_back_at_once_and_then_clears_the_slot(ReleasePhase phase)
    {
        var state = Started.Shift(phase == ReleasePhase.Baking ? 100 : 10, Noon);

        var returned = Updated(Next(state, Healthy with { Figures = Breach }, TimeSpan.FromSeconds(1), settings: Canary));
        var cleared = Updated(Next(returned, settings: Canary));

        Assert.Equal((100, 0), (Share(returned, Slots.Blue), Share(returned, Slots.Green)));
        Assert.True(returned.Slots[Slots.Blue].IsKept);
        Assert.Equal("v1", returned.Slots[Slots.Blue].Version);
        Assert.Equal((ReleasePhase.AtRest, "v2"), (cleared.Phase, cleared.TakenBack));
        Assert.DoesNotContain(Slots.Green, cleared.Slots.Keys);
    }

    [Fact]
    public void An_instance_that_goes_down_after_the_switch_takes_the_version_back()
    {
        var seen = Healthy with { GoodProbes = 0, BadProbes = 3, ProbeProblem = "shop-green-api does not answer" };

        Assert.Contains("does not answer", Updated(Next(Started.Shift(100, Noon), seen)).Reason);
    }

    [Fact]
    public void Promote_ends_the_holds_but_not_the_gate()
    {
        Assert.IsType<ReleaseDecision.Wait>(Next(Started, Healthy with { GoodProbes = 1 }, wish: ReleaseWish.Promote, settings: Canary));
        Assert.Equal(100, Share(Updated(Next(Started, Healthy, wish: ReleaseWish.Promote, settings: Canary)), Slots.Green));
        Assert.Equal(100, Share(Updated(Next(Started.Shift(10, Noon), Healthy, wish: ReleaseWish.Promote, settings: Canary)), Slots.Green));
        Assert.Equal(ReleasePhase.AtRest, Updated(Next(Started.Shift(100, Noon), Healthy, wish: ReleaseWish.Promote)).Phase);
    }

    [Fact]
    public void A_worker_keeps_its_old_version_working_until_the_new_one_was_watched_and_then_lets_it_drain()
    {
        var baking = Updated(Next(Started, Healthy, isRouted: false));
        var finished = Updated(Next(baking, Healthy, TimeSpan.FromMinutes(5), isRouted: false));

        Assert.Equal(["blue", "green"], baking.Slots.Keys);
        Assert.Equal(["green"], finished.Slots.Keys);
    }

    [Fact]
    public void After_a_release_the_old_version_stays_to_go_back_to_by_moving_traffic_alone()
    {
        var finished = Updated(Next(Started.Shift(100, Noon), Healthy, TimeSpan.FromMinutes(5)));

        var back = finished.RollBack("rolled back by hand");

        Assert.Equal((Slots.Blue, 100, "v2"), (back.Stable, Share(back, Slots.Blue), back.TakenBack));
        Assert.Equal(finished.Slots.Keys, back.Slots.Keys);
        Assert.All(back.Slots.Values, slot => Assert.True(slot.IsKept));
    }

    [Fact]
    public void What_was_only_prepared_goes_on_with_a_start()
    {
        var idle = Started.Shift(100, Noon).Finish(keepsOld: true);

        var prepared = idle.Prepare(Noon);
        var started = Updated(Next(prepared));

        Assert.Null(prepared.Slots[Slots.Blue].Version);
        Assert.Equal((ReleasePhase.Starting, false), (started.Phase, started.Slots[Slots.Blue].IsKept));
    }

    [Fact]
    public void Workloads_released_together_go_back_together()
    {
        var states = Stack(Started.Shift(100, Noon)).Add("worker", Started.Shift(100, Noon));
        var seen = new Dictionary<string, Observation> { ["shop"] = Healthy, ["worker"] = Healthy with { BadProbes = 3, ProbeProblem = "it ends again and again" } };

        var update = Assert.IsType<ReleaseDecision.Update>(ReleaseDriver.Next(states, seen, ReleaseWish.None, new ReleaseSettings(), name => name == "shop", Noon));

        Assert.All(update.States.Values, state => Assert.Equal((ReleasePhase.Returning, 0), (state.Phase, Share(state, Slots.Green))));
    }
}

using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Slipway.Infra.Releases;
using static Slipway.Releases.Tests.Fixture;

namespace Slipway.Releases.Tests;

/// <summary>What holds for every way a release can go, whatever is seen and wished on the way.</summary>
public sealed class AnyReleaseTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(1000);

    private sealed record Turn(int Good, int Bad, int Smoke, VerdictKind Verdict, ReleaseWish Wish, int Seconds, bool DriverDies)
    {
        public Observation Seen => new()
        {
            GoodProbes = Good,
            BadProbes = Bad,
            SmokeProblem = Smoke switch { 0 => null, 1 => "answered 500", _ => "" },
            Figures = new Verdict(Verdict, ""),
        };
    }

    private static readonly Gen<List<Turn>> Turns =
        (from good in Gen.Choose(0, 4)
         from bad in Gen.Choose(0, 4)
         from smoke in Gen.Choose(0, 6)
         from verdict in Gen.Elements(Enum.GetValues<VerdictKind>())
         from wish in Gen.Frequency((8, Gen.Constant(ReleaseWish.None)), (1, Gen.Constant(ReleaseWish.Promote)), (1, Gen.Constant(ReleaseWish.Abort)))
         from seconds in Gen.Choose(0, 100)
         from dies in Gen.Elements(true, false)
         select new Turn(good, bad, smoke, verdict, wish, seconds, dies)).ListOf().Select(turns => turns.ToList());

    [Fact]
    public void Shares_add_up_to_a_hundred_and_never_go_to_a_slot_that_does_not_run() => Check((_, state, _) =>
    {
        Assert.Equal(100, state.Slots.Values.Sum(slot => slot.Weight));
        Assert.All(state.Slots.Values, slot => Assert.InRange(slot.Weight, 0, 100));
    });

    [Fact]
    public void No_step_touches_the_slot_to_go_back_to_while_a_release_is_under_way() => Check((before, after, _) =>
    {
        // All instances of the live version run on, at full number, until another version has been found good in its place.
        if (before.Phase != ReleasePhase.AtRest)
            Assert.Equal(before.StableSlot.Version, after.Slots[before.Stable].Version);
        Assert.True(after.Slots[after.Stable].IsKept);
    });

    [Fact]
    public void Traffic_only_goes_where_the_step_before_already_ran_that_version_and_no_step_exchanges_a_slot_that_has_traffic() => Check((before, after, _) =>
    {
        foreach (var (name, slot) in after.Slots.Where(slot => slot.Value.Weight > 0))
            Assert.Equal(slot.Version, before.Slots[name].Version);
        foreach (var (name, slot) in before.Slots.Where(slot => slot.Value.Weight > 0))
            Assert.Equal(slot.Version, after.Slots[name].Version);
    });

    [Fact]
    public void Only_a_version_that_was_healthy_and_passed_its_smoke_tests_gets_traffic() => Check((before, after, turn) =>
    {
        if (Share(before, before.Candidate) == 0 && before.Stable == after.Stable && Share(after, after.Candidate) > 0)
            Assert.True(turn is { Good: >= 3, Smoke: > 1 });
    });

    [Fact]
    public void From_every_state_an_abort_leads_back_within_two_steps() => Check((before, after, _) =>
    {
        if (!after.IsUnderWay)
            return;
        var stable = after.Stable;
        var back = Updated(Next(after, wish: ReleaseWish.Abort));
        if (back.IsUnderWay)
        {
            Assert.Equal(100, Share(back, stable));
            back = Updated(Next(Recorded(back), wish: ReleaseWish.Abort));
        }

        Assert.Equal((ReleasePhase.AtRest, stable, 100), (back.Phase, back.Stable, Share(back, stable)));
        Assert.Equal([stable], back.Slots.Keys);
    });

    [Fact]
    public void What_is_recorded_is_read_back_as_it_was() => Check((_, state, _) =>
    {
        var states = Stack(state);

        var read = ReleaseJson.Read(ReleaseJson.Write(states).ToString(), problem => Assert.Fail(problem));

        Assert.Equal(ReleaseJson.Write(states).ToString(), ReleaseJson.Write(read).ToString());
    });

    // Plays a release from its start; between two turns another driver, which knows what is recorded and nothing else, may take over.
    private static void Check(Action<ReleaseState, ReleaseState, Turn> assert) => Prop.ForAll(Turns.ToArbitrary(), turns =>
    {
        var (state, now) = (Recorded(AtRest.Start(Noon)), Noon);
        foreach (var turn in turns)
        {
            now += TimeSpan.FromSeconds(turn.Seconds);
            var recorded = turn.DriverDies ? ReleaseJson.Read(ReleaseJson.Write(Stack(state)).ToString(), problem => Assert.Fail(problem)) : Stack(state);
            var seen = new Dictionary<string, Observation> { ["shop"] = turn.Seen };
            var decision = ReleaseDriver.Next(recorded, seen, turn.Wish, Canary, _ => true, now);
            if (decision is ReleaseDecision.Done)
                return;
            if (decision is not ReleaseDecision.Update update)
                continue;
            var next = Recorded(update.States["shop"]);
            assert(state, next, turn);
            state = next;
        }
    }).Check(Settings);
}

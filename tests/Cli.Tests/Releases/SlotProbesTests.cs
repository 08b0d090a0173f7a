using Slipway.Cli.Live;
using Slipway.Cli.Releases;

namespace Slipway.Cli.Tests.Releases;

public sealed class SlotProbesTests
{
    private readonly SlotProbes _probes = new();

    [Fact]
    public void Good_looks_count_only_in_a_row_and_only_when_every_instance_is_healthy()
    {
        Assert.Equal((1, 0), Look(Up("shop-green-api"), Up("shop-green-api-2")));
        Assert.Equal((2, 0), Look(Up("shop-green-api"), Up("shop-green-api-2")));
        Assert.Equal((0, 1), Look(Up("shop-green-api"), Up("shop-green-api-2") with { Health = LiveHealth.Unhealthy }));
        Assert.Equal((0, 2), Look(Up("shop-green-api") with { State = LiveState.Starting }, Up("shop-green-api-2")));
        Assert.Equal((1, 0), Look(Up("shop-green-api"), Up("shop-green-api-2")));
    }

    [Fact]
    public void What_is_wrong_is_told_with_the_reason_the_system_gives()
    {
        var seen = Observe(Up("shop-green-api") with { State = LiveState.Failed, Reason = "exited too quickly" });

        Assert.Equal("shop-green-api is failed: exited too quickly", seen.ProbeProblem);
    }

    [Fact]
    public void A_slot_without_instances_is_not_healthy()
    {
        Assert.Equal((0, 1), Look());
        Assert.Equal("no instance is known", Observe().ProbeProblem);
    }

    [Fact]
    public void Other_slots_and_other_workloads_do_not_count()
    {
        Assert.Equal((1, 0), Look(
            Up("shop-green-api"),
            Up("shop-blue-api") with { Slot = "blue", State = LiveState.Failed },
            Up("orders-green-api") with { Workload = "orders", State = LiveState.Failed }));
    }

    [Fact]
    public void A_step_that_ran_once_and_is_done_is_as_it_should_be()
    {
        Assert.Equal((1, 0), Look(Up("shop-green-api"), Up("shop-green-migrate") with { State = LiveState.Stopped, ShouldRun = false }));
    }

    private static LiveService Up(string name) => new() { Name = name, Workload = "shop", Slot = "green", State = LiveState.Running, Health = LiveHealth.Healthy };

    private (int Good, int Bad) Look(params LiveService[] services) => Observe(services) is var seen ? (seen.GoodProbes, seen.BadProbes) : default;

    private Slipway.Infra.Releases.Observation Observe(params LiveService[] services) => _probes.Observe(new LiveStatus { Services = [.. services] }, "shop", "green");
}

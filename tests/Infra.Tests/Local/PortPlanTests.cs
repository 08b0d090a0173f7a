using Slipway.Infra.Components.Local;

namespace Infra.Tests.Local;

public sealed class PortPlanTests
{
    private static readonly Dictionary<string, int> NoFixedPorts = [];

    [Fact]
    public void Every_port_lies_within_a_hundred_of_the_base_port_and_none_is_given_twice()
    {
        var plan = PortPlan.Make(20000, Enumerable.Range(0, 80).Select(number => $"workload-{number}/http"), NoFixedPorts);

        var ports = plan.All.Select(port => port.Value).ToList();
        Assert.Equal(ports.Count, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(port, 20000, 20099));
    }

    [Fact]
    public void The_same_names_get_the_same_ports_in_any_order()
    {
        var one = PortPlan.Make(20000, ["a/http", "b/http", "c/http"], NoFixedPorts);
        var other = PortPlan.Make(20000, ["c/http", "a/http", "b/http"], NoFixedPorts);

        Assert.Equal(one.All, other.All);
    }

    [Fact]
    public void Another_workload_leaves_the_ports_of_those_that_were_there()
    {
        var before = PortPlan.Make(20000, ["downloads/http", "portfolio/http"], NoFixedPorts);
        var after = PortPlan.Make(20000, ["downloads/http", "inbox/http", "portfolio/http"], NoFixedPorts);

        Assert.Equal(before["downloads/http"], after["downloads/http"]);
        Assert.Equal(before["portfolio/http"], after["portfolio/http"]);
    }

    [Fact]
    public void One_port_too_many_is_refused_by_name()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            PortPlan.Make(20000, Enumerable.Range(0, 81).Select(number => $"workload-{number}/http"), NoFixedPorts));

        Assert.Contains("80 ports for workloads", error.Message);
    }

    [Fact]
    public void A_port_a_workload_insists_on_is_kept()
    {
        var plan = PortPlan.Make(20000, [], new Dictionary<string, int> { ["legacy/http"] = 8080 });

        Assert.Equal(8080, plan["legacy/http"]);
    }
}

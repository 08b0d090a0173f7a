using Slipway.Costs.Prices;
using Slipway.Costs.Usage;

namespace Slipway.Costs.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Without_settings_the_defaults_hold()
    {
        var (usage, problems) = UsageReader.Read(null, PriceTable.Default);

        Assert.Equal(UsageAssumptions.Default, usage);
        Assert.Empty(problems);
    }

    [Fact]
    public void Assumptions_are_read_also_where_a_number_is_a_text()
    {
        var (usage, problems) = UsageReader.Read("""{"requests": 5e6, "logGb": "7.5", "busyShare": 1, "priceRegion": "eu-west-1"}""", PriceTable.Default);

        Assert.Empty(problems);
        Assert.Equal(UsageAssumptions.Default with { Requests = 5_000_000, LogGb = 7.5m, BusyShare = 1, PriceRegion = "eu-west-1" }, usage);
    }

    [Fact]
    public void Everything_wrong_with_the_assumptions_is_told_at_once()
    {
        var (_, problems) = UsageReader.Read("""{"requests": -1, "busyShare": "often", "hour": 1, "priceRegion": "mars"}""", PriceTable.Default);

        Assert.Equal(
            [
                "slipway:usage.requests is -1, expected a number from 0 to 1000000000000",
                "slipway:usage.busyShare is \"often\", expected a number from 0 to 1",
                "slipway:usage.hour is not known, expected one of: busyShare, containerMetrics, endpointGb, hours, imageGb, jobSeconds, loadBalancerUnits, logGb, natGb, objectGb, objectReads, objectWrites, priceRegion, requests, responseKb, secretReads",
                "slipway:usage.priceRegion is \"mars\", expected one of: eastus, eu-west-1, us-east-1, westeurope",
            ],
            problems.ToArray());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("much")]
    public void Assumptions_that_are_no_object_are_refused(string json) =>
        Assert.Equal([$"slipway:usage is '{json}', expected an object such as {{\"requests\": 10000000}}"], UsageReader.Read(json, PriceTable.Default).Problems.ToArray());

    [Fact]
    public void A_budget_is_dollars_a_month()
    {
        Assert.Equal((null, null), Budget.Read(null));
        Assert.Equal((2000.50m, null), Budget.Read("2000.50"));
        Assert.Equal((null, "slipway:budget is 'lots', expected US dollars a month such as 2000"), Budget.Read("lots"));
        Assert.Equal((null, "slipway:budget is '0', expected US dollars a month such as 2000"), Budget.Read("0"));
    }
}

using Slipway.Costs.Prices;
using Slipway.Costs.Tests.Support;
using Slipway.Costs.Usage;

namespace Slipway.Costs.Tests;

public sealed class CostsPageTests
{
    [Fact]
    public async Task The_page_of_costs_says_what_the_program_says() => Snapshot.Check("docs/COSTS.md", await CostsPage.WriteAsync());

    [Theory]
    [InlineData("dev")]
    [InlineData("dev-docker")]
    [InlineData("client-small")]
    [InlineData("client-airgap")]
    [InlineData("staging")]
    public async Task Stacks_on_machines_that_are_there_are_not_priced(string stack)
    {
        var estimate = new CostEstimator(PriceTable.Default, UsageAssumptions.Default).Estimate(await PlannedStack.GraphAsync(stack));

        Assert.True(estimate.IsNotPriced);
    }

    [Theory]
    [InlineData("prod")]
    [InlineData("prod-aws")]
    public async Task Every_kind_of_resource_of_the_cloud_stacks_is_known(string stack)
    {
        var estimate = new CostEstimator(PriceTable.Default, UsageAssumptions.Default).Estimate(await PlannedStack.GraphAsync(stack));

        Assert.Empty(estimate.UnknownTypes);
        Assert.All(estimate.Unknown, unknown => Assert.StartsWith("no price of", unknown.Line.Missing));
    }

    [Fact]
    public async Task The_stack_on_AWS_has_every_price_in_Virginia()
    {
        var usage = UsageAssumptions.Default with { PriceRegion = "us-east-1" };

        var estimate = new CostEstimator(PriceTable.Default, usage).Estimate(await PlannedStack.GraphAsync("prod-aws"));

        Assert.Empty(estimate.Unknown);
        Assert.True(estimate.IsComplete);
    }
}

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

    [Theory]
    [InlineData("prod-aws", "eu-west-1", "fargate/ephemeral-gb-hour")]
    [InlineData("prod", "westeurope", "blob/hot-zrs-gb-month, blob/hot-zrs-read, blob/hot-zrs-write, postgres-flexible/geo-backup-gb-month")]
    public async Task A_production_stack_is_priced_by_the_lists_of_its_own_region_but_for_what_is_named(string stack, string region, string missing)
    {
        var estimate = new CostEstimator(PriceTable.Default, UsageAssumptions.Default).Estimate(await PlannedStack.GraphAsync(stack));

        Assert.Equal((region, null), (estimate.Region, estimate.InPlaceOf));
        Assert.Equal(missing, string.Join(", ", estimate.Unknown.Select(unknown => unknown.Line.Item).Distinct().Order(StringComparer.Ordinal)));
    }
}

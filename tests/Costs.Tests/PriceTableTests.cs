using Slipway.Costs.Prices;

namespace Slipway.Costs.Tests;

public sealed class PriceTableTests
{
    private const string Header = "item,region,usd,unit,basis,date,source\n";

    [Fact]
    public void Every_price_names_the_public_page_it_is_from()
    {
        Assert.NotEmpty(PriceTable.Default.Prices);
        Assert.All(PriceTable.Default.Prices, price => Assert.True(Uri.TryCreate(price.Source, UriKind.Absolute, out var source) && source.Scheme == "https", price.Item));
    }

    [Fact]
    public void A_price_taken_from_a_list_or_a_page_is_dated()
    {
        Assert.All(PriceTable.Default.Prices.Where(price => price.Basis != PriceBasis.Known), price => Assert.NotEmpty(price.Date));
    }

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("eu-west-1")]
    [InlineData("eastus")]
    [InlineData("westeurope")]
    public void The_four_regions_have_prices(string region) => Assert.True(PriceTable.Default.HasRegion(region));

    [Fact]
    public void A_price_of_all_regions_is_found_where_the_region_has_none_of_its_own()
    {
        var prices = PriceTable.Parse("test", Header + "zone,*,1,month,known,,https://example.com/\nzone,here,2,month,known,,https://example.com/\n");

        Assert.Equal(2, prices.Find("zone", "here")!.Usd);
        Assert.Equal(1, prices.Find("zone", "there")!.Usd);
        Assert.Equal(1, prices.Find("zone", null)!.Usd);
        Assert.Null(prices.Find("other", "here"));
    }

    [Theory]
    [InlineData("nat,here,free,hour,list,2026-01-01,https://example.com/")]
    [InlineData("nat,here,0,hour,list,2026-01-01,https://example.com/")]
    [InlineData("nat,here,1,hour,list,,https://example.com/")]
    [InlineData("nat,here,1,hour,guess,2026-01-01,https://example.com/")]
    [InlineData("nat,here,1,hour,list,2026-01-01,a friend")]
    [InlineData("nat,here,1,hour,list,2026-01-01")]
    public void A_line_that_is_no_sourced_price_is_refused(string line)
    {
        var error = Assert.Throws<FormatException>(() => PriceTable.Parse("test.csv", Header + line));

        Assert.Equal($"test.csv, line 2: '{line}' is not a price, expected item,region,usd,unit,basis,date,source.", error.Message);
    }

    [Fact]
    public void A_price_given_twice_is_refused()
    {
        var error = Assert.Throws<FormatException>(() => PriceTable.Parse("test.csv", Header + "nat,here,1,hour,known,,https://example.com/\nnat,here,2,hour,known,,https://example.com/"));

        Assert.Equal("test.csv, line 3: the price of nat in here is given twice.", error.Message);
    }
}

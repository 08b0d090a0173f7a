using System.Text.RegularExpressions;
using Slipway.Costs.Prices;

namespace Slipway.Costs.Tests;

public sealed partial class PriceTableTests
{
    private const string Header = "item,region,usd,unit,basis,date,source\n";

    [Fact]
    public void Every_price_names_the_public_page_it_is_from()
    {
        Assert.NotEmpty(PriceTable.Default.Prices);
        Assert.All(PriceTable.Default.Prices, price => Assert.True(Uri.TryCreate(price.Source, UriKind.Absolute, out var source) && source.Scheme == "https", price.Item));
    }

    [Fact]
    public void Every_price_is_dated_and_not_later_than_the_day_it_was_looked_up()
    {
        Assert.All(PriceTable.Default.Prices, price => Assert.InRange(price.Date, "2015", "2026-11-22"));
    }

    [Fact]
    public void A_price_from_a_version_of_a_list_is_dated_as_that_version()
    {
        var versioned = PriceTable.Default.Prices.Select(price => (price.Date, Version: VersionIn().Match(price.Source))).Where(price => price.Version.Success).ToList();

        Assert.NotEmpty(versioned);
        Assert.All(versioned, price => Assert.Equal($"{price.Version.Groups[1].Value}-{price.Version.Groups[2].Value}-{price.Version.Groups[3].Value}", price.Date));
    }

    [Fact]
    public void A_price_from_a_list_of_one_region_is_a_price_of_that_region()
    {
        var regional = PriceTable.Default.Prices.Select(price => (price.Region, Listed: RegionIn().Match(price.Source))).Where(price => price.Listed.Success).ToList();

        Assert.NotEmpty(regional);
        Assert.All(regional, price => Assert.Equal(price.Listed.Groups[1].Value, price.Region));
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
        var prices = PriceTable.Parse("test", Header + "zone,*,1,month,list,2026,https://example.com/\nzone,here,2,month,list,2026,https://example.com/\n");

        Assert.Equal(2, prices.Find("zone", "here")!.Usd);
        Assert.Equal(1, prices.Find("zone", "there")!.Usd);
        Assert.Equal(1, prices.Find("zone", null)!.Usd);
        Assert.Null(prices.Find("other", "here"));
    }

    [Theory]
    [InlineData("nat,here,free,hour,list,2026-01-01,https://example.com/")]
    [InlineData("nat,here,0,hour,list,2026-01-01,https://example.com/")]
    [InlineData("nat,here,1,hour,list,,https://example.com/")]
    [InlineData("nat,here,1,hour,list,long ago,https://example.com/")]
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
        var error = Assert.Throws<FormatException>(() => PriceTable.Parse("test.csv", Header + "nat,here,1,hour,list,2026,https://example.com/\nnat,here,2,hour,list,2026,https://example.com/"));

        Assert.Equal("test.csv, line 3: the price of nat in here is given twice.", error.Message);
    }

    // .../AmazonEC2/20260925174521/us-east-1/index.json
    [GeneratedRegex(@"/(20\d\d)(\d\d)(\d\d)\d{6}/")]
    private static partial Regex VersionIn();

    [GeneratedRegex(@"amazonaws\.com/.*/(\w+-\w+-\d)/index")]
    private static partial Regex RegionIn();
}

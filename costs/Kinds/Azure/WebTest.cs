using Slipway.Policies.Views.Azure;

namespace Slipway.Costs.Kinds.Azure;

/// <summary>A probe of a public address, from every place it runs at.</summary>
internal sealed class WebTest : PricedKind<AzureWebTest>
{
    private const decimal SecondsOfHour = 3600;

    protected override IEnumerable<CostLine> Lines(AzureWebTest test, PricedResource resource) =>
        [resource.Line("probes", test.GeoLocations.Amount() * resource.Usage.Hours * SecondsOfHour / test.Frequency.Or(300).Amount(), "monitor/web-test-run")];
}

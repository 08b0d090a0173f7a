namespace Slipway.Costs.Kinds.Azure;

/// <summary>A probe of a public address, from every place it runs at.</summary>
internal sealed class WebTest : IPricedKind
{
    public string Type => "azure:appinsights/standardWebTest:StandardWebTest";

    private const decimal SecondsOfHour = 3600;

    public IEnumerable<CostLine> Lines(PricedResource resource) =>
        [resource.Line("probes", resource.Count("geoLocations") * resource.Usage.Hours * SecondsOfHour / (resource.Number("frequency") ?? 300), "monitor/web-test-run")];
}

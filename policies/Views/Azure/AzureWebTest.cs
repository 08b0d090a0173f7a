using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>A probe of a public address.</summary>
public sealed class AzureWebTest(GraphResource resource) : ResourceView(resource), IResourceView<AzureWebTest>
{
    public static string Type => "azure:appinsights/standardWebTest:StandardWebTest";

    public static AzureWebTest Of(GraphResource resource) => new(resource);

    public Value<double> Frequency => Number();

    public Value<int> GeoLocations => Count();
}

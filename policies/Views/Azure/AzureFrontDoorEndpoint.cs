using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>An entry of Front Door.</summary>
public sealed class AzureFrontDoorEndpoint(GraphResource resource) : ResourceView(resource), IResourceView<AzureFrontDoorEndpoint>
{
    public static string Type => "azure:cdn/frontdoorEndpoint:FrontdoorEndpoint";

    public static AzureFrontDoorEndpoint Of(GraphResource resource) => new(resource);

    public Value<string> Name => Text();
}

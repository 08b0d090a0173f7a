using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>A Front Door.</summary>
public sealed class AzureFrontDoorProfile(GraphResource resource) : ResourceView(resource), IResourceView<AzureFrontDoorProfile>
{
    public static string Type => "azure:cdn/frontdoorProfile:FrontdoorProfile";

    public static AzureFrontDoorProfile Of(GraphResource resource) => new(resource);

    public Value<string> SkuName => Text();
}

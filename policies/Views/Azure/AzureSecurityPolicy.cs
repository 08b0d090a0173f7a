using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>What a web firewall stands before.</summary>
public sealed class AzureSecurityPolicy(GraphResource resource) : ResourceView(resource), IResourceView<AzureSecurityPolicy>
{
    public static string Type => "azure:cdn/frontdoorSecurityPolicy:FrontdoorSecurityPolicy";

    public static AzureSecurityPolicy Of(GraphResource resource) => new(resource);

    public Value<string> Name => Text();
}

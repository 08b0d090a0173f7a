using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>A web firewall of Front Door.</summary>
public sealed class AzureFirewallPolicy(GraphResource resource) : ResourceView(resource), IResourceView<AzureFirewallPolicy>
{
    public static string Type => "azure:cdn/frontdoorFirewallPolicy:FrontdoorFirewallPolicy";

    public static AzureFirewallPolicy Of(GraphResource resource) => new(resource);

    public Value<bool> Enabled => Flag();

    public Value<string> Mode => Text();
}

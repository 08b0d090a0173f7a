using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>Where container apps run.</summary>
public sealed class AzureAppEnvironment(GraphResource resource) : ResourceView(resource), IResourceView<AzureAppEnvironment>
{
    public static string Type => "azure:containerapp/environment:Environment";

    public static AzureAppEnvironment Of(GraphResource resource) => new(resource);

    public Value<bool> InternalLoadBalancerEnabled => Flag();

    public Value<bool> InfrastructureSubnetId => Presence();

    public Value<string> LogsDestination => Text();
}

using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>A public address.</summary>
public sealed class AzurePublicIp(GraphResource resource) : ResourceView(resource), IResourceView<AzurePublicIp>
{
    public static string Type => "azure:network/publicIp:PublicIp";

    public static AzurePublicIp Of(GraphResource resource) => new(resource);

    public Value<string> Sku => Text();
}

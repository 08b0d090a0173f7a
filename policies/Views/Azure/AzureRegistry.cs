using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>A registry of images.</summary>
public sealed class AzureRegistry(GraphResource resource) : ResourceView(resource), IResourceView<AzureRegistry>
{
    public static string Type => "azure:containerservice/registry:Registry";

    public static AzureRegistry Of(GraphResource resource) => new(resource);

    public Value<bool> AdminEnabled => Flag();

    public Value<bool> AnonymousPullEnabled => Flag();

    public Value<bool> PublicNetworkAccessEnabled => Flag();

    public Value<string> Sku => Text();
}

using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>A container of blobs.</summary>
public sealed class AzureStorageContainer(GraphResource resource) : ResourceView(resource), IResourceView<AzureStorageContainer>
{
    public static string Type => "azure:storage/container:Container";

    public static AzureStorageContainer Of(GraphResource resource) => new(resource);

    public Value<string> ContainerAccessType => Text();
}

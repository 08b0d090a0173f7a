using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>A namespace.</summary>
public sealed class KubernetesNamespace(GraphResource resource) : ResourceView(resource), IResourceView<KubernetesNamespace>
{
    public static string Type => "kubernetes:core/v1:Namespace";

    public static KubernetesNamespace Of(GraphResource resource) => new(resource);

    public Value<KubernetesMetadata> Metadata => Block((properties, path) => new KubernetesMetadata(properties, path));
}

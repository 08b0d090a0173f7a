using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>A disk.</summary>
public sealed class KubernetesClaim(GraphResource resource) : ResourceView(resource), IResourceView<KubernetesClaim>
{
    public static string Type => "kubernetes:core/v1:PersistentVolumeClaim";

    public static KubernetesClaim Of(GraphResource resource) => new(resource);

    public Value<KubernetesMetadata> Metadata => Block((properties, path) => new KubernetesMetadata(properties, path));
}

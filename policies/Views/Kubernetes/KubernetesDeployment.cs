using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>Pods that can be replaced by one another.</summary>
public sealed class KubernetesDeployment(GraphResource resource) : ResourceView(resource), IResourceView<KubernetesDeployment>
{
    public static string Type => "kubernetes:apps/v1:Deployment";

    public static KubernetesDeployment Of(GraphResource resource) => new(resource);

    public Value<KubernetesMetadata> Metadata => Block((properties, path) => new KubernetesMetadata(properties, path));

    public Value<KubernetesPodSource> Spec => Block((properties, path) => new KubernetesPodSource(properties, path));
}

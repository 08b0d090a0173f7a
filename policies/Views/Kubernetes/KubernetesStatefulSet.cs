using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>Pods that keep their disks.</summary>
public sealed class KubernetesStatefulSet(GraphResource resource) : ResourceView(resource), IResourceView<KubernetesStatefulSet>
{
    public static string Type => "kubernetes:apps/v1:StatefulSet";

    public static KubernetesStatefulSet Of(GraphResource resource) => new(resource);

    public Value<KubernetesMetadata> Metadata => Block((properties, path) => new KubernetesMetadata(properties, path));

    public Value<KubernetesPodSource> Spec => Block((properties, path) => new KubernetesPodSource(properties, path));
}

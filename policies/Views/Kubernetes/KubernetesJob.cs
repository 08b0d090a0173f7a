using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>Pods that run to their end.</summary>
public sealed class KubernetesJob(GraphResource resource) : ResourceView(resource), IResourceView<KubernetesJob>
{
    public static string Type => "kubernetes:batch/v1:Job";

    public static KubernetesJob Of(GraphResource resource) => new(resource);

    public Value<KubernetesMetadata> Metadata => Block((properties, path) => new KubernetesMetadata(properties, path));

    public Value<KubernetesPodSource> Spec => Block((properties, path) => new KubernetesPodSource(properties, path));
}

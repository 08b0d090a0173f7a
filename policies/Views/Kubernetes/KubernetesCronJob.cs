using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>Pods that run by a clock.</summary>
public sealed class KubernetesCronJob(GraphResource resource) : ResourceView(resource), IResourceView<KubernetesCronJob>
{
    public static string Type => "kubernetes:batch/v1:CronJob";

    public static KubernetesCronJob Of(GraphResource resource) => new(resource);

    public Value<KubernetesMetadata> Metadata => Block((properties, path) => new KubernetesMetadata(properties, path));

    public Value<KubernetesSchedule> Spec => Block((properties, path) => new KubernetesSchedule(properties, path));
}

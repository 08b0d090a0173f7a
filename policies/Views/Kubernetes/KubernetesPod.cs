using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>What a pod consists of and may do.</summary>
public sealed class KubernetesPod(GraphValue.Map properties, string path) : View(properties, path)
{
    public Value<bool> AutomountServiceAccountToken => Flag();

    public Value<ImmutableArray<KubernetesContainer>> Containers => Blocks((properties, path) => new KubernetesContainer(properties, path));

    public Value<bool> HostIPC => Flag();

    public Value<bool> HostNetwork => Flag();

    public Value<bool> HostPID => Flag();

    public Value<ImmutableArray<KubernetesContainer>> InitContainers => Blocks((properties, path) => new KubernetesContainer(properties, path));

    public Value<PodSecurity> SecurityContext => Block((properties, path) => new PodSecurity(properties, path));

    public sealed class PodSecurity(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<bool> RunAsNonRoot => Flag();

        public Value<double> RunAsUser => Number();
    }
}

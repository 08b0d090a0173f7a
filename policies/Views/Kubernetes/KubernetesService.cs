using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>How pods are reached.</summary>
public sealed class KubernetesService(GraphResource resource) : ResourceView(resource), IResourceView<KubernetesService>
{
    public static string Type => "kubernetes:core/v1:Service";

    public static KubernetesService Of(GraphResource resource) => new(resource);

    public Value<KubernetesMetadata> Metadata => Block((properties, path) => new KubernetesMetadata(properties, path));

    public Value<ServiceSpec> Spec => Block((properties, path) => new ServiceSpec(properties, path));

    public sealed class ServiceSpec(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Type => Text();

        public Value<ImmutableArray<ServicePort>> Ports => Blocks((properties, path) => new ServicePort(properties, path));
    }

    public sealed class ServicePort(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<double> Port => Number();
    }
}

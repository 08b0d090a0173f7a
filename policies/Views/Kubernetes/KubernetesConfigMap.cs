using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>Files and settings of pods.</summary>
public sealed class KubernetesConfigMap(GraphResource resource) : ResourceView(resource), IResourceView<KubernetesConfigMap>
{
    public static string Type => "kubernetes:core/v1:ConfigMap";

    public static KubernetesConfigMap Of(GraphResource resource) => new(resource);

    public Value<ImmutableSortedDictionary<string, string?>> Data => Map();

    public Value<KubernetesMetadata> Metadata => Block((properties, path) => new KubernetesMetadata(properties, path));
}

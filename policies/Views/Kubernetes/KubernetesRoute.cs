using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>Which requests of a gateway go where.</summary>
public sealed class KubernetesRoute(GraphResource resource) : ResourceView(resource), IResourceView<KubernetesRoute>
{
    public static string Type => "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";

    public static KubernetesRoute Of(GraphResource resource) => new(resource);

    public Value<KubernetesMetadata> Metadata => Block((properties, path) => new KubernetesMetadata(properties, path));

    public Value<RouteSpec> Spec => Block((properties, path) => new RouteSpec(properties, path));

    public sealed class RouteSpec(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<ImmutableArray<RouteParent>> ParentRefs => Blocks((properties, path) => new RouteParent(properties, path));

        public Value<ImmutableArray<RouteRule>> Rules => Blocks((properties, path) => new RouteRule(properties, path));
    }

    public sealed class RouteParent(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> SectionName => Text();
    }

    public sealed class RouteRule(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<ImmutableArray<RouteBackend>> BackendRefs => Blocks((properties, path) => new RouteBackend(properties, path));

        public Value<ImmutableArray<RouteFilter>> Filters => Blocks((properties, path) => new RouteFilter(properties, path));
    }

    public sealed class RouteBackend(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Name => Text();
    }

    public sealed class RouteFilter(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Type => Text();
    }
}

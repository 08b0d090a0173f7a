using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>The entry of a cluster.</summary>
public sealed class KubernetesGateway(GraphResource resource) : ResourceView(resource), IResourceView<KubernetesGateway>
{
    public static string Type => "kubernetes:gateway.networking.k8s.io/v1:Gateway";

    public static KubernetesGateway Of(GraphResource resource) => new(resource);

    public Value<KubernetesMetadata> Metadata => Block((properties, path) => new KubernetesMetadata(properties, path));

    public Value<GatewaySpec> Spec => Block((properties, path) => new GatewaySpec(properties, path));

    public sealed class GatewaySpec(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<ImmutableArray<GatewayListener>> Listeners => Blocks((properties, path) => new GatewayListener(properties, path));
    }

    public sealed class GatewayListener(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Name => Text();

        public Value<string> Protocol => Text();

        public Value<bool> Tls => Presence();
    }
}

using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>Who may talk to whom.</summary>
public sealed class KubernetesNetworkPolicy(GraphResource resource) : ResourceView(resource), IResourceView<KubernetesNetworkPolicy>
{
    public static string Type => "kubernetes:networking.k8s.io/v1:NetworkPolicy";

    public static KubernetesNetworkPolicy Of(GraphResource resource) => new(resource);

    public Value<KubernetesMetadata> Metadata => Block((properties, path) => new KubernetesMetadata(properties, path));

    public Value<PolicySpec> Spec => Block((properties, path) => new PolicySpec(properties, path));

    public sealed class PolicySpec(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<ImmutableArray<string>> PolicyTypes => Texts();

        public Value<PodSelector> PodSelector => Block((properties, path) => new PodSelector(properties, path));

        public Value<bool> Ingress => Presence();

        public Value<bool> Egress => Presence();
    }

    public sealed class PodSelector(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<bool> MatchLabels => Presence();

        public Value<bool> MatchExpressions => Presence();
    }
}

using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Kubernetes;

/// <summary>What every object of Kubernetes says of itself.</summary>
public sealed class KubernetesMetadata(GraphValue.Map properties, string path) : View(properties, path)
{
    public Value<ImmutableSortedDictionary<string, string?>> Labels => Map();

    public Value<string> Name => Text();

    public Value<string> Namespace => Text();
}

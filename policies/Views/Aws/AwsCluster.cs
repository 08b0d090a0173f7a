using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A cluster of ECS.</summary>
public sealed class AwsCluster(GraphResource resource) : ResourceView(resource), IResourceView<AwsCluster>
{
    public static string Type => "aws:ecs/cluster:Cluster";

    public static AwsCluster Of(GraphResource resource) => new(resource);

    public Value<ImmutableArray<ClusterSetting>> Settings => Blocks((properties, path) => new ClusterSetting(properties, path));

    public sealed class ClusterSetting(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Name => Text();

        public Value<string> Value => Text();
    }
}

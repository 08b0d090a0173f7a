using Slipway.Policies.Graph;

namespace Slipway.Costs.Kinds.Aws;

/// <summary>The cluster itself is free; Container Insights charges for each metric.</summary>
internal sealed class EcsCluster : IPricedKind
{
    public string Type => "aws:ecs/cluster:Cluster";

    public IEnumerable<CostLine> Lines(PricedResource resource) =>
        resource["settings"] is GraphValue.List settings && settings.Items.Any(IsInsights)
            ? [resource.Line("container metrics", resource.Share(resource.Usage.ContainerMetrics), "cloudwatch/metric-month")]
            : [];

    private static bool IsInsights(GraphValue setting) =>
        setting is GraphValue.Map map && map["name"] is GraphValue.Text { Value: "containerInsights" } && map["value"] is not GraphValue.Text { Value: "disabled" };
}

using Slipway.Policies.Views;
using Slipway.Policies.Views.Aws;

namespace Slipway.Costs.Kinds.Aws;

/// <summary>The cluster itself is free; Container Insights charges for each metric.</summary>
internal sealed class EcsCluster : PricedKind<AwsCluster>
{
    protected override IEnumerable<CostLine> Lines(AwsCluster cluster, PricedResource resource) =>
        cluster.Settings.Items().Any(setting => setting.Name.Content == "containerInsights" && setting.Value.Content != "disabled")
            ? [resource.Line("container metrics", resource.Share(resource.Usage.ContainerMetrics), "cloudwatch/metric-month")]
            : [];
}

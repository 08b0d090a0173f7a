using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>An alert about a metric.</summary>
public sealed class AzureMetricAlert(GraphResource resource) : ResourceView(resource), IResourceView<AzureMetricAlert>
{
    public static string Type => "azure:monitoring/metricAlert:MetricAlert";

    public static AzureMetricAlert Of(GraphResource resource) => new(resource);

    public Value<string> Description => Text();
}

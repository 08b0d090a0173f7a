namespace Slipway.Costs.Kinds.Azure;

/// <summary>An alert on a metric. The first ten of a subscription are free, which no stack can count on.</summary>
internal sealed class MetricAlert : IPricedKind
{
    public string Type => "azure:monitoring/metricAlert:MetricAlert";

    public IEnumerable<CostLine> Lines(PricedResource resource) => [resource.Line("alert", 1, "monitor/metric-alert-month")];
}

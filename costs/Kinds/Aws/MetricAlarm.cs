using Slipway.Policies.Graph;

namespace Slipway.Costs.Kinds.Aws;

/// <summary>An alarm: each metric that it looks at counts.</summary>
internal sealed class MetricAlarm : IPricedKind
{
    public string Type => "aws:cloudwatch/metricAlarm:MetricAlarm";

    public IEnumerable<CostLine> Lines(PricedResource resource) => [resource.Line("alarm", Metrics(resource), "cloudwatch/alarm-month")];

    // Those of an expression are looked at one by one; the expression itself is none.
    private static decimal Metrics(PricedResource resource) => resource["metricQueries"] is GraphValue.List queries
        ? Math.Max(1, queries.Items.Count(query => (query as GraphValue.Map)?["metric"] is GraphValue.Map))
        : 1;
}

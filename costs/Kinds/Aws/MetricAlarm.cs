using System.Collections.Immutable;
using Slipway.Policies.Views.Aws;

namespace Slipway.Costs.Kinds.Aws;

/// <summary>An alarm: each metric that it looks at counts.</summary>
internal sealed class MetricAlarm : PricedKind<AwsMetricAlarm>
{
    protected override IEnumerable<CostLine> Lines(AwsMetricAlarm alarm, PricedResource resource) =>
        [resource.Line("alarm", alarm.MetricQueries.Select(Metrics).Or(1).Amount(), "cloudwatch/alarm-month")];

    // Those of an expression are looked at one by one; the expression itself is none.
    private static int Metrics(ImmutableArray<AwsMetricAlarm.AlarmQuery> queries) => Math.Max(1, queries.Count(query => query.Metric.Content));
}

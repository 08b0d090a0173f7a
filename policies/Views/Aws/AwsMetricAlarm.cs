using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>An alarm of CloudWatch.</summary>
public sealed class AwsMetricAlarm(GraphResource resource) : ResourceView(resource), IResourceView<AwsMetricAlarm>
{
    public static string Type => "aws:cloudwatch/metricAlarm:MetricAlarm";

    public static AwsMetricAlarm Of(GraphResource resource) => new(resource);

    public Value<string> AlarmDescription => Text();

    public Value<ImmutableArray<AlarmQuery>> MetricQueries => Blocks((properties, path) => new AlarmQuery(properties, path));

    public sealed class AlarmQuery(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<bool> Metric => Presence();
    }
}

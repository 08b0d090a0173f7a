using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>An alarm of CloudWatch.</summary>
public sealed class AwsMetricAlarm(GraphResource resource) : ResourceView(resource), IResourceView<AwsMetricAlarm>
{
    public static string Type => "aws:cloudwatch/metricAlarm:MetricAlarm";

    public static AwsMetricAlarm Of(GraphResource resource) => new(resource);

    public Value<string> AlarmDescription => Text();
}

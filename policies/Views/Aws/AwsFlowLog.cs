using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>The log of a network's connections.</summary>
public sealed class AwsFlowLog(GraphResource resource) : ResourceView(resource), IResourceView<AwsFlowLog>
{
    public static string Type => "aws:ec2/flowLog:FlowLog";

    public static AwsFlowLog Of(GraphResource resource) => new(resource);

    public Value<string> TrafficType => Text();
}

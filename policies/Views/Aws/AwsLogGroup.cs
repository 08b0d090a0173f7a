using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A log of CloudWatch.</summary>
public sealed class AwsLogGroup(GraphResource resource) : ResourceView(resource), IResourceView<AwsLogGroup>
{
    public static string Type => "aws:cloudwatch/logGroup:LogGroup";

    public static AwsLogGroup Of(GraphResource resource) => new(resource);

    public Value<bool> KmsKeyId => Presence();

    public Value<double> RetentionInDays => Number();
}

using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A way from a network to a service of AWS.</summary>
public sealed class AwsVpcEndpoint(GraphResource resource) : ResourceView(resource), IResourceView<AwsVpcEndpoint>
{
    public static string Type => "aws:ec2/vpcEndpoint:VpcEndpoint";

    public static AwsVpcEndpoint Of(GraphResource resource) => new(resource);

    public Value<int> SubnetIds => Count();

    public Value<string> VpcEndpointType => Text();
}

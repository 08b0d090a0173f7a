using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A network of AWS.</summary>
public sealed class AwsVpc(GraphResource resource) : ResourceView(resource), IResourceView<AwsVpc>
{
    public static string Type => "aws:ec2/vpc:Vpc";

    public static AwsVpc Of(GraphResource resource) => new(resource);

    public Value<string> CidrBlock => Text();
}

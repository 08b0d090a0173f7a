using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>What applies where nobody chose a group.</summary>
public sealed class AwsDefaultSecurityGroup(GraphResource resource) : ResourceView(resource), IResourceView<AwsDefaultSecurityGroup>
{
    public static string Type => "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

    public static AwsDefaultSecurityGroup Of(GraphResource resource) => new(resource);

    public Value<bool> Ingress => Presence();

    public Value<bool> Egress => Presence();
}

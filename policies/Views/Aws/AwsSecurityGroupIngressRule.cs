using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>Who may connect to a group.</summary>
public sealed class AwsSecurityGroupIngressRule(GraphResource resource) : ResourceView(resource), IResourceView<AwsSecurityGroupIngressRule>
{
    public static string Type => "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

    public static AwsSecurityGroupIngressRule Of(GraphResource resource) => new(resource);

    public Value<string> CidrIpv4 => Text();

    public Value<string> CidrIpv6 => Text();

    public Value<double> FromPort => Number();

    public Value<string> IpProtocol => Text();

    public Value<double> ToPort => Number();
}

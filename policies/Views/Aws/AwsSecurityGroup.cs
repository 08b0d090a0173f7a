using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A security group with the rules written into it.</summary>
public sealed class AwsSecurityGroup(GraphResource resource) : ResourceView(resource), IResourceView<AwsSecurityGroup>
{
    public static string Type => "aws:ec2/securityGroup:SecurityGroup";

    public static AwsSecurityGroup Of(GraphResource resource) => new(resource);

    public Value<ImmutableArray<GroupRule>> Ingress => Blocks((properties, path) => new GroupRule(properties, path));

    public sealed class GroupRule(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<ImmutableArray<string>> CidrBlocks => Texts();

        public Value<ImmutableArray<string>> Ipv6CidrBlocks => Texts();

        public Value<double> FromPort => Number();

        public Value<double> ToPort => Number();
    }
}

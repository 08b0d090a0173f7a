using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>What a role may do.</summary>
public sealed class AwsRolePolicy(GraphResource resource) : ResourceView(resource), IResourceView<AwsRolePolicy>
{
    public static string Type => "aws:iam/rolePolicy:RolePolicy";

    public static AwsRolePolicy Of(GraphResource resource) => new(resource);

    public Value<ImmutableArray<AwsPolicyStatement>> Policy => JsonBlocks((properties, path) => new AwsPolicyStatement(properties, path), "Statement");
}

using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A role of IAM.</summary>
public sealed class AwsRole(GraphResource resource) : ResourceView(resource), IResourceView<AwsRole>
{
    public static string Type => "aws:iam/role:Role";

    public static AwsRole Of(GraphResource resource) => new(resource);

    public Value<ImmutableArray<AwsPolicyStatement>> AssumeRolePolicy => JsonBlocks((properties, path) => new AwsPolicyStatement(properties, path), "Statement");
}

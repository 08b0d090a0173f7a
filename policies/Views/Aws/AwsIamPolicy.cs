using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>What those it is given to may do.</summary>
public sealed class AwsIamPolicy(GraphResource resource) : ResourceView(resource), IResourceView<AwsIamPolicy>
{
    public static string Type => "aws:iam/policy:Policy";

    public static AwsIamPolicy Of(GraphResource resource) => new(resource);

    public Value<ImmutableArray<AwsPolicyStatement>> Policy => JsonBlocks((properties, path) => new AwsPolicyStatement(properties, path), "Statement");
}

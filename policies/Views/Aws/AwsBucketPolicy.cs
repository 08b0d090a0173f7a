using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>Who may do what with a bucket.</summary>
public sealed class AwsBucketPolicy(GraphResource resource) : ResourceView(resource), IResourceView<AwsBucketPolicy>
{
    public static string Type => "aws:s3/bucketPolicy:BucketPolicy";

    public static AwsBucketPolicy Of(GraphResource resource) => new(resource);

    public Value<ImmutableArray<AwsPolicyStatement>> Policy => JsonBlocks((properties, path) => new AwsPolicyStatement(properties, path), "Statement");
}

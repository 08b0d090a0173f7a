using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>What a bucket refuses to make public.</summary>
public sealed class AwsBucketPublicAccessBlock(GraphResource resource) : ResourceView(resource), IResourceView<AwsBucketPublicAccessBlock>
{
    public static string Type => "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

    public static AwsBucketPublicAccessBlock Of(GraphResource resource) => new(resource);

    public Value<bool> BlockPublicAcls => Flag();

    public Value<bool> BlockPublicPolicy => Flag();

    public Value<bool> IgnorePublicAcls => Flag();

    public Value<bool> RestrictPublicBuckets => Flag();
}

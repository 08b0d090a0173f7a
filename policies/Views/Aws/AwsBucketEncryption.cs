using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>How a bucket encrypts.</summary>
public sealed class AwsBucketEncryption(GraphResource resource) : ResourceView(resource), IResourceView<AwsBucketEncryption>
{
    public static string Type => "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

    public static AwsBucketEncryption Of(GraphResource resource) => new(resource);

    public Value<bool> Rules => Presence();
}

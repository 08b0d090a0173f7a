using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A bucket of S3.</summary>
public sealed class AwsBucket(GraphResource resource) : ResourceView(resource), IResourceView<AwsBucket>
{
    public static string Type => "aws:s3/bucket:Bucket";

    public static AwsBucket Of(GraphResource resource) => new(resource);

    public Value<bool> ForceDestroy => Flag();
}

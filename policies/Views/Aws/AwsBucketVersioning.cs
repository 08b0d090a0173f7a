using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>Whether a bucket keeps old versions.</summary>
public sealed class AwsBucketVersioning(GraphResource resource) : ResourceView(resource), IResourceView<AwsBucketVersioning>
{
    public static string Type => "aws:s3/bucketVersioning:BucketVersioning";

    public static AwsBucketVersioning Of(GraphResource resource) => new(resource);

    public Value<Versioning> VersioningConfiguration => Block((properties, path) => new Versioning(properties, path));

    public sealed class Versioning(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Status => Text();
    }
}

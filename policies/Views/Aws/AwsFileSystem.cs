using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A file system of EFS.</summary>
public sealed class AwsFileSystem(GraphResource resource) : ResourceView(resource), IResourceView<AwsFileSystem>
{
    public static string Type => "aws:efs/fileSystem:FileSystem";

    public static AwsFileSystem Of(GraphResource resource) => new(resource);

    public Value<bool> Encrypted => Flag();
}

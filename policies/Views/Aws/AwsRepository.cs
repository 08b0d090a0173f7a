using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A repository of images.</summary>
public sealed class AwsRepository(GraphResource resource) : ResourceView(resource), IResourceView<AwsRepository>
{
    public static string Type => "aws:ecr/repository:Repository";

    public static AwsRepository Of(GraphResource resource) => new(resource);

    public Value<Scanning> ImageScanningConfiguration => Block((properties, path) => new Scanning(properties, path));

    public Value<string> ImageTagMutability => Text();

    public sealed class Scanning(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<bool> ScanOnPush => Flag();
    }
}

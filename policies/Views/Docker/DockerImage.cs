using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Docker;

/// <summary>An image that is pulled or built.</summary>
public sealed class DockerImage(GraphResource resource) : ResourceView(resource), IResourceView<DockerImage>
{
    public static string Type => "docker:index/remoteImage:RemoteImage";

    public static DockerImage Of(GraphResource resource) => new(resource);

    public Value<bool> Build => Presence();

    public Value<string> Name => Text();
}

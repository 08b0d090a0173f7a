using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Docker;

/// <summary>A network of Docker.</summary>
public sealed class DockerNetwork(GraphResource resource) : ResourceView(resource), IResourceView<DockerNetwork>
{
    public static string Type => "docker:index/network:Network";

    public static DockerNetwork Of(GraphResource resource) => new(resource);

    public Value<bool> Internal => Flag();

    public Value<string> Name => Text();
}

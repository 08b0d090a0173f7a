using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Docker;

/// <summary>A volume of Docker.</summary>
public sealed class DockerVolume(GraphResource resource) : ResourceView(resource), IResourceView<DockerVolume>
{
    public static string Type => "docker:index/volume:Volume";

    public static DockerVolume Of(GraphResource resource) => new(resource);

    public Value<string> Name => Text();
}

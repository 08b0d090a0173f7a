using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Docker;

/// <summary>A container of Docker.</summary>
public sealed class DockerContainer(GraphResource resource) : ResourceView(resource), IResourceView<DockerContainer>
{
    public static string Type => "docker:index/container:Container";

    public static DockerContainer Of(GraphResource resource) => new(resource);

    public Value<CapabilitySet> Capabilities => Block((properties, path) => new CapabilitySet(properties, path));

    public Value<string> Cpus => Scalar();

    public Value<double> CpuShares => Number();

    public Value<ImmutableArray<string>> Command => Texts();

    public Value<string> Image => Text();

    public Value<ImmutableArray<ContainerLabel>> Labels => Blocks((properties, path) => new ContainerLabel(properties, path));

    public Value<string> LogDriver => Text();

    public Value<ImmutableSortedDictionary<string, string?>> LogOpts => Map();

    public Value<double> Memory => Number();

    public Value<bool> MustRun => Flag();

    public Value<string> NetworkMode => Text();

    public Value<string> PidMode => Text();

    public Value<ImmutableArray<ContainerPort>> Ports => Blocks((properties, path) => new ContainerPort(properties, path));

    public Value<bool> Privileged => Flag();

    public Value<bool> ReadOnly => Flag();

    public Value<ImmutableArray<string>> SecurityOpts => Texts();

    public Value<bool> Start => Flag();

    public Value<string> User => Text();

    /// <summary>The environment, written as texts <c>NAME=value</c>; what is not known or secret as a whole is left out.</summary>
    public IEnumerable<(Value<string> Name, Value<string> Value)> Variables =>
        from item in (Resource.Inputs["envs"] as GraphValue.List)?.Items ?? []
        let text = (item as GraphValue.Text)?.Value
        let end = text?.IndexOf('=', StringComparison.Ordinal) ?? -1
        where end > 0
        select (new Value<string>("envs", ValueState.Known, text![..end]), new Value<string>("envs", ValueState.Known, text[(end + 1)..]));

    public sealed class CapabilitySet(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<ImmutableArray<string>> Adds => Texts();

        public Value<ImmutableArray<string>> Drops => Texts();
    }

    public sealed class ContainerPort(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<double> External => Number();

        public Value<double> Internal => Number();

        public Value<string> Ip => Text();
    }

    public sealed class ContainerLabel(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Label => Scalar();

        public Value<string> Value => Scalar();
    }
}

using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A container of a task, in the words of ECS.</summary>
public sealed class AwsContainer(GraphValue.Map properties, string path) : View(properties, path)
{
    public Value<double> Cpu => Number();

    public Value<ImmutableArray<Dependency>> DependsOn => Blocks((properties, path) => new Dependency(properties, path));

    public Value<bool> Essential => Flag();

    public Value<ImmutableArray<Variable>> Environment => Blocks((properties, path) => new Variable(properties, path));

    public Value<string> Image => Text();

    public Value<LinuxParameterSet> LinuxParameters => Block((properties, path) => new LinuxParameterSet(properties, path));

    public Value<double> Memory => Number();

    public Value<string> Name => Text();

    public Value<bool> Privileged => Flag();

    public Value<bool> ReadonlyRootFilesystem => Flag();

    public Value<bool> LogConfiguration => Presence();

    public Value<string> User => Scalar();

    public sealed class Dependency(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Condition => Text();

        public Value<string> ContainerName => Text();
    }

    public sealed class Variable(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Name => Text();

        public Value<string> Value => Scalar();
    }

    public sealed class LinuxParameterSet(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<CapabilitySet> Capabilities => Block((properties, path) => new CapabilitySet(properties, path));
    }

    public sealed class CapabilitySet(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<ImmutableArray<string>> Drop => Texts();
    }
}

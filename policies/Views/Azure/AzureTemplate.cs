using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>What a container app, or a job, runs.</summary>
public class AzureTemplate(GraphValue.Map properties, string path) : View(properties, path)
{
    public Value<ImmutableArray<Container>> Containers => Blocks((properties, path) => new Container(properties, path));

    public Value<ImmutableArray<Container>> InitContainers => Blocks((properties, path) => new Container(properties, path));

    public sealed class Container(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<double> Cpu => Number();

        public Value<ImmutableArray<Variable>> Envs => Blocks((properties, path) => new Variable(properties, path));

        public Value<string> Image => Text();

        public Value<string> Memory => Text();

        public Value<string> Name => Text();
    }

    public sealed class Variable(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Name => Text();

        public Value<string> Value => Text();
    }
}

using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>What a task of ECS runs.</summary>
public sealed class AwsTaskDefinition(GraphResource resource) : ResourceView(resource), IResourceView<AwsTaskDefinition>
{
    public static string Type => "aws:ecs/taskDefinition:TaskDefinition";

    public static AwsTaskDefinition Of(GraphResource resource) => new(resource);

    public Value<ImmutableArray<AwsContainer>> ContainerDefinitions => JsonBlocks((properties, path) => new AwsContainer(properties, path));

    public Value<double> Cpu => Number();

    public Value<TaskDisk> EphemeralStorage => Block((properties, path) => new TaskDisk(properties, path));

    public Value<double> Memory => Number();

    public Value<TaskPlatform> RuntimePlatform => Block((properties, path) => new TaskPlatform(properties, path));

    public sealed class TaskDisk(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<double> SizeInGib => Number();
    }

    public sealed class TaskPlatform(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> CpuArchitecture => Text();
    }
}

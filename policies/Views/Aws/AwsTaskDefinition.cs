using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>What a task of ECS runs.</summary>
public sealed class AwsTaskDefinition(GraphResource resource) : ResourceView(resource), IResourceView<AwsTaskDefinition>
{
    public static string Type => "aws:ecs/taskDefinition:TaskDefinition";

    public static AwsTaskDefinition Of(GraphResource resource) => new(resource);

    public Value<ImmutableArray<AwsContainer>> ContainerDefinitions => JsonBlocks((properties, path) => new AwsContainer(properties, path));

    public Value<string> Cpu => Scalar();

    public Value<string> Memory => Scalar();
}

using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A service of ECS.</summary>
public sealed class AwsService(GraphResource resource) : ResourceView(resource), IResourceView<AwsService>
{
    public static string Type => "aws:ecs/service:Service";

    public static AwsService Of(GraphResource resource) => new(resource);

    public Value<ServiceCircuitBreaker> DeploymentCircuitBreaker => Block((properties, path) => new ServiceCircuitBreaker(properties, path));

    public Value<double> DesiredCount => Number();

    public Value<bool> EnableExecuteCommand => Flag();

    public Value<bool> LoadBalancers => Presence();

    public Value<ServiceNetwork> NetworkConfiguration => Block((properties, path) => new ServiceNetwork(properties, path));

    public Value<string> TaskDefinition => Text();

    public sealed class ServiceCircuitBreaker(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<bool> Enable => Flag();

        public Value<bool> Rollback => Flag();
    }

    public sealed class ServiceNetwork(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<bool> AssignPublicIp => Flag();
    }
}

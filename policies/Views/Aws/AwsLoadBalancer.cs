using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A load balancer.</summary>
public sealed class AwsLoadBalancer(GraphResource resource) : ResourceView(resource), IResourceView<AwsLoadBalancer>
{
    public static string Type => "aws:lb/loadBalancer:LoadBalancer";

    public static AwsLoadBalancer Of(GraphResource resource) => new(resource);

    public Value<LoadBalancerLogs> AccessLogs => Block((properties, path) => new LoadBalancerLogs(properties, path));

    public Value<bool> DropInvalidHeaderFields => Flag();

    public Value<bool> EnableDeletionProtection => Flag();

    public Value<bool> Internal => Flag();

    public Value<string> LoadBalancerType => Text();

    public Value<int> Subnets => Count();

    public sealed class LoadBalancerLogs(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<bool> Enabled => Flag();
    }
}

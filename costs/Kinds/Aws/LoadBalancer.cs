using Slipway.Policies.Views.Aws;

namespace Slipway.Costs.Kinds.Aws;

/// <summary>An application load balancer, its load, the public addresses it has in each subnet, and what it sends to the internet.</summary>
internal sealed class LoadBalancer : PricedKind<AwsLoadBalancer>
{
    protected override IEnumerable<CostLine> Lines(AwsLoadBalancer balancer, PricedResource resource)
    {
        var usage = resource.Usage;
        if (balancer.LoadBalancerType.Content is { } type and not "application")
        {
            yield return resource.Line(type, usage.Hours, $"load-balancer/{type}-hour");
            yield break;
        }

        yield return resource.Line("load balancer", usage.Hours, "alb/hour");
        yield return resource.Line("load", usage.Hours * usage.LoadBalancerUnits, "alb/lcu-hour");
        if (balancer.Internal.Content) yield break;
        yield return resource.Line("public addresses", balancer.Subnets.Amount() * usage.Hours, "ipv4/hour");
        yield return resource.Line("answers to the internet", resource.Share(usage.InternetGb), "transfer/internet-gb");
    }
}

namespace Slipway.Costs.Kinds.Aws;

/// <summary>An application load balancer, its load, the public addresses it has in each subnet, and what it sends to the internet.</summary>
internal sealed class LoadBalancer : IPricedKind
{
    public string Type => "aws:lb/loadBalancer:LoadBalancer";

    public IEnumerable<CostLine> Lines(PricedResource resource)
    {
        var usage = resource.Usage;
        if (resource.Text("loadBalancerType") is { } type and not "application")
        {
            yield return resource.Line(type, usage.Hours, $"load-balancer/{type}-hour");
            yield break;
        }

        yield return resource.Line("load balancer", usage.Hours, "alb/hour");
        yield return resource.Line("load", usage.Hours * usage.LoadBalancerUnits, "alb/lcu-hour");
        if (resource.Flag("internal")) yield break;
        yield return resource.Line("public addresses", resource.Count("subnets") * usage.Hours, "ipv4/hour");
        yield return resource.Line("answers to the internet", resource.Share(usage.InternetGb), "transfer/internet-gb");
    }
}

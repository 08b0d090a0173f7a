using Slipway.Policies.Views.Aws;

namespace Slipway.Costs.Kinds.Aws;

/// <summary>An interface endpoint, in each of its subnets; gateway endpoints are free.</summary>
internal sealed class VpcEndpoint : PricedKind<AwsVpcEndpoint>
{
    protected override IEnumerable<CostLine> Lines(AwsVpcEndpoint endpoint, PricedResource resource)
    {
        if (!IsInterface(endpoint)) yield break;
        yield return resource.Line("endpoint", endpoint.SubnetIds.Amount() * resource.Usage.Hours, "endpoint/hour");
        yield return resource.Line("data through it", resource.Share(resource.Usage.EndpointGb, other => IsInterface(AwsVpcEndpoint.Of(other))), "endpoint/gb");
    }

    private static bool IsInterface(AwsVpcEndpoint endpoint) => endpoint.VpcEndpointType.Content == "Interface";
}

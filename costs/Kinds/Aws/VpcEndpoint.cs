using Slipway.Policies.Graph;

namespace Slipway.Costs.Kinds.Aws;

/// <summary>An interface endpoint, in each of its subnets; gateway endpoints are free.</summary>
internal sealed class VpcEndpoint : IPricedKind
{
    private const string Interface = "Interface";

    public string Type => "aws:ec2/vpcEndpoint:VpcEndpoint";

    public IEnumerable<CostLine> Lines(PricedResource resource)
    {
        if (resource.Text("vpcEndpointType") != Interface) yield break;
        yield return resource.Line("endpoint", resource.Count("subnetIds") * resource.Usage.Hours, "endpoint/hour");
        yield return resource.Line("data through it", resource.Share(resource.Usage.EndpointGb, other => other.Inputs["vpcEndpointType"] is GraphValue.Text { Value: Interface }), "endpoint/gb");
    }
}

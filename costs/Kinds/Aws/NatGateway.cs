namespace Slipway.Costs.Kinds.Aws;

/// <summary>A NAT gateway and what goes through it.</summary>
internal sealed class NatGateway : IPricedKind
{
    public string Type => "aws:ec2/natGateway:NatGateway";

    public IEnumerable<CostLine> Lines(PricedResource resource)
    {
        yield return resource.Line("gateway", resource.Usage.Hours, "nat/hour");
        yield return resource.Line("data through it", resource.Share(resource.Usage.NatGb), "nat/gb");
    }
}

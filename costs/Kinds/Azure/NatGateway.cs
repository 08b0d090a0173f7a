namespace Slipway.Costs.Kinds.Azure;

/// <summary>A NAT gateway and what goes through it.</summary>
internal sealed class NatGateway : IPricedKind
{
    public string Type => "azure:network/natGateway:NatGateway";

    public IEnumerable<CostLine> Lines(PricedResource resource)
    {
        yield return resource.Line("gateway", resource.Usage.Hours, "nat-gateway/hour");
        yield return resource.Line("data through it", resource.Share(resource.Usage.NatGb), "nat-gateway/gb");
    }
}

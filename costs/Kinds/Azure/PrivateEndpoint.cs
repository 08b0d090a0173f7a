namespace Slipway.Costs.Kinds.Azure;

/// <summary>A private endpoint and what goes through it.</summary>
internal sealed class PrivateEndpoint : IPricedKind
{
    public string Type => "azure:privatelink/endpoint:Endpoint";

    public IEnumerable<CostLine> Lines(PricedResource resource)
    {
        yield return resource.Line("endpoint", resource.Usage.Hours, "private-endpoint/hour");
        yield return resource.Line("data through it", resource.Share(resource.Usage.EndpointGb), "private-endpoint/gb");
    }
}

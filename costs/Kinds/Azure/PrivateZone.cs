namespace Slipway.Costs.Kinds.Azure;

/// <summary>A private zone of names.</summary>
internal sealed class PrivateZone : IPricedKind
{
    public string Type => "azure:privatedns/zone:Zone";

    public IEnumerable<CostLine> Lines(PricedResource resource) => [resource.Line("zone", 1, "private-dns/zone-month")];
}

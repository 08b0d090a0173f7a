namespace Slipway.Costs.Kinds.Aws;

/// <summary>A private zone of names.</summary>
internal sealed class DnsNamespace : IPricedKind
{
    public string Type => "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace";

    public IEnumerable<CostLine> Lines(PricedResource resource) => [resource.Line("zone", 1, "route53/zone-month")];
}

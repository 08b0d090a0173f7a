namespace Slipway.Costs.Kinds.Aws;

/// <summary>A public address, in use or not.</summary>
internal sealed class ElasticIp : IPricedKind
{
    public string Type => "aws:ec2/eip:Eip";

    public IEnumerable<CostLine> Lines(PricedResource resource) => [resource.Line("public address", resource.Usage.Hours, "ipv4/hour")];
}

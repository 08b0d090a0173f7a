namespace Slipway.Costs.Kinds.Azure;

/// <summary>A public address.</summary>
internal sealed class PublicIp : IPricedKind
{
    public string Type => "azure:network/publicIp:PublicIp";

    public IEnumerable<CostLine> Lines(PricedResource resource) =>
        [resource.Line("public address", resource.Usage.Hours, $"public-ip/{resource.Text("sku")?.ToLowerInvariant() ?? "standard"}-hour")];
}

using Slipway.Policies.Views.Azure;

namespace Slipway.Costs.Kinds.Azure;

/// <summary>A public address.</summary>
internal sealed class PublicIp : PricedKind<AzurePublicIp>
{
    protected override IEnumerable<CostLine> Lines(AzurePublicIp address, PricedResource resource) =>
        [resource.Line("public address", resource.Usage.Hours, $"public-ip/{address.Sku.Or("Standard").Content?.ToLowerInvariant()}-hour")];
}

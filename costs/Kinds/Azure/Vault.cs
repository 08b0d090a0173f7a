namespace Slipway.Costs.Kinds.Azure;

/// <summary>A vault costs nothing; its reads do.</summary>
internal sealed class Vault : IPricedKind
{
    public string Type => "azure:keyvault/keyVault:KeyVault";

    public IEnumerable<CostLine> Lines(PricedResource resource) => [resource.Line("reads", resource.Share(resource.Usage.SecretReads), "key-vault/operation")];
}

using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>A vault of secrets and keys.</summary>
public sealed class AzureKeyVault(GraphResource resource) : ResourceView(resource), IResourceView<AzureKeyVault>
{
    public static string Type => "azure:keyvault/keyVault:KeyVault";

    public static AzureKeyVault Of(GraphResource resource) => new(resource);

    public Value<VaultAcls> NetworkAcls => Block((properties, path) => new VaultAcls(properties, path));

    public Value<bool> PublicNetworkAccessEnabled => Flag();

    public Value<bool> PurgeProtectionEnabled => Flag();

    public Value<double> SoftDeleteRetentionDays => Number();

    public sealed class VaultAcls(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> DefaultAction => Text();
    }
}

using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>A PostgreSQL server of Azure.</summary>
public sealed class AzurePostgresServer(GraphResource resource) : ResourceView(resource), IResourceView<AzurePostgresServer>
{
    public static string Type => "azure:postgresql/flexibleServer:FlexibleServer";

    public static AzurePostgresServer Of(GraphResource resource) => new(resource);

    public Value<double> BackupRetentionDays => Number();

    public Value<bool> DelegatedSubnetId => Presence();

    public Value<bool> GeoRedundantBackupEnabled => Flag();

    public Value<ServerAvailability> HighAvailability => Block((properties, path) => new ServerAvailability(properties, path));

    public Value<bool> PublicNetworkAccessEnabled => Flag();

    public Value<string> SkuName => Text();

    public Value<double> StorageMb => Number();

    public sealed class ServerAvailability(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Mode => Text();
    }
}

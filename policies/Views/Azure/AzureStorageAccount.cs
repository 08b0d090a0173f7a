using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>A storage account.</summary>
public sealed class AzureStorageAccount(GraphResource resource) : ResourceView(resource), IResourceView<AzureStorageAccount>
{
    public static string Type => "azure:storage/account:Account";

    public static AzureStorageAccount Of(GraphResource resource) => new(resource);

    public Value<string> AccessTier => Text();

    public Value<string> AccountReplicationType => Text();

    public Value<bool> AllowNestedItemsToBePublic => Flag();

    public Value<AccountBlobs> BlobProperties => Block((properties, path) => new AccountBlobs(properties, path));

    public Value<bool> HttpsTrafficOnlyEnabled => Flag();

    public Value<string> MinTlsVersion => Text();

    public Value<bool> PublicNetworkAccessEnabled => Flag();

    public Value<bool> SharedAccessKeyEnabled => Flag();

    public sealed class AccountBlobs(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<bool> VersioningEnabled => Flag();
    }
}

using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>A cache of Azure.</summary>
public sealed class AzureRedis(GraphResource resource) : ResourceView(resource), IResourceView<AzureRedis>
{
    public static string Type => "azure:managedredis/managedRedis:ManagedRedis";

    public static AzureRedis Of(GraphResource resource) => new(resource);

    public Value<RedisDatabase> DefaultDatabase => Block((properties, path) => new RedisDatabase(properties, path));

    public Value<string> PublicNetworkAccess => Text();

    public sealed class RedisDatabase(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> ClientProtocol => Text();
    }
}

using Pulumi;
using Redis = Pulumi.Azure.ManagedRedis;
using RedisInputs = Pulumi.Azure.ManagedRedis.Inputs;

namespace Slipway.Infra.Components.Azure;

public sealed class CacheArgs : ResourceArgs
{
    /// <summary>The size, such as <c>Balanced_B1</c>.</summary>
    public required string Sku { get; init; }

    public required bool HighlyAvailable { get; init; }

    public required Network Network { get; init; }

    public required Secrets Secrets { get; init; }

    public required Logs Logs { get; init; }
}

/// <summary>A <c>redis</c> resource: Azure Managed Redis, which only the network reaches and only by TLS.</summary>
public sealed class Cache : ComponentResource
{
    // Azure Managed Redis listens here and nowhere else.
    private const int Port = 10000;

    public Cache(string name, Foundation foundation, CacheArgs args)
        : base("slipway:azure:Cache", name, foundation.Part)
    {
        var cache = new Redis.ManagedRedis(name, new Redis.ManagedRedisArgs
        {
            Name = foundation.Names.Global(name, 60),
            ResourceGroupName = foundation.GroupName,
            Location = foundation.Location,
            SkuName = args.Sku,
            HighAvailabilityEnabled = args.HighlyAvailable,
            PublicNetworkAccess = "Disabled",
            DefaultDatabase = new RedisInputs.ManagedRedisDefaultDatabaseArgs
            {
                // Score gives a workload a user name and a password, not an Entra token.
                AccessKeysAuthenticationEnabled = true,
                ClientProtocol = "Encrypted",
                // One address for all of it, as a plain server has: clients need not know of clusters.
                ClusteringPolicy = "EnterpriseCluster",
                EvictionPolicy = "VolatileLRU",
            },
            Tags = foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
        var endpoint = args.Network.Reach(name, this, cache.Id, "redisEnterprise", args.Network.Zone("redis", "privatelink.redis.azure.net"));
        args.Logs.Keep(name, this, Output.Format($"{cache.Id}/databases/default"), "allLogs");

        var key = Output.CreateSecret(cache.DefaultDatabase).Apply(database => database?.PrimaryAccessKey ?? "");
        Password = args.Secrets.Keep($"{name}-password", key);
        Id = cache.Id;
        Provided = new Provided(endpoint, new Dictionary<string, Output<string>>
        {
            ["host"] = cache.Hostname,
            ["port"] = Output.Create(Port.ToString()),
            ["username"] = Output.Create("default"),
            ["password"] = key,
        });
        RegisterOutputs();
    }

    public Output<string> Id { get; }

    /// <summary>Outputs are those of the Score type <c>redis</c>.</summary>
    public Provided Provided { get; }

    /// <summary>Where the access key is kept.</summary>
    public StoredSecret Password { get; }
}

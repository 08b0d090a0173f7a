using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Releases;

namespace Slipway.Infra.Components.Azure;

/// <summary>What an environment on Azure is set to; the defaults are those of production.</summary>
public sealed record AzureSettings
{
    public required string Project { get; init; }

    public required string Stack { get; init; }

    public required Labels Labels { get; init; }

    public required MonitoringSettings Monitoring { get; init; }

    /// <summary>The image of Prometheus, which also stands beside every replica.</summary>
    public required string PrometheusImage { get; init; }

    public required string AlertmanagerImage { get; init; }

    public required ImageSource Images { get; init; }

    /// <summary>What <c>environment</c> resources give, by key.</summary>
    public required IReadOnlyDictionary<string, Output<string>> Environment { get; init; }

    /// <summary>The keys of <see cref="Environment"/> whose values are kept in Key Vault.</summary>
    public required ImmutableHashSet<string> SecretEnvironment { get; init; }

    /// <summary>The subscription everything is made in.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>The Entra tenant of identities and vault.</summary>
    public required string TenantId { get; init; }

    /// <summary>The region, such as <c>westeurope</c>.</summary>
    public required string Location { get; init; }

    /// <summary>The object id of who deploys (a service principal or a group): may write secrets into the vault.</summary>
    public required string DeployerObjectId { get; init; }

    /// <summary>Public addresses (IPv4 or CIDR) the vault and the registry are reached from; empty where the deployer stands inside the network.</summary>
    public ImmutableArray<string> DeployerAddresses { get; init; } = [];

    /// <summary>The addresses of the virtual network.</summary>
    public required AddressSpace Network { get; init; }

    /// <summary>True for an environment that only the virtual network and Front Door's private link reach.</summary>
    public bool Internal { get; init; } = true;

    /// <summary>True to send what apps ask of the internet from one address that stays, through a NAT gateway.</summary>
    public bool FixedEgress { get; init; } = true;

    /// <summary>True to spread everything that can be over availability zones.</summary>
    public bool ZoneRedundant { get; init; } = true;

    /// <summary>True to refuse the deletion of what holds data.</summary>
    public bool DeletionProtection { get; init; } = true;

    /// <summary>The entrance from the internet.</summary>
    public EdgeKind Edge { get; init; } = EdgeKind.Premium;

    /// <summary>The domain that <c>dns</c> resources get a name in; empty for names Azure makes up.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The id of the Azure DNS zone in which records are made; empty where somebody else makes them.</summary>
    public string DnsZoneId { get; init; } = "";

    /// <summary>Requests of one client address in a minute before the edge refuses more.</summary>
    public int RequestsPerMinute { get; init; } = 3000;

    public required PostgresSettings Postgres { get; init; }

    /// <summary>The size of each cache, such as <c>Balanced_B1</c>.</summary>
    public string RedisSku { get; init; } = "Balanced_B1";

    /// <summary>The registry's tier; only Premium can be private.</summary>
    public string RegistrySku { get; init; } = "Premium";

    /// <summary>The id of a registry that several environments share, whose address is the platform's; empty for one of this environment.</summary>
    public string RegistryId { get; init; } = "";

    /// <summary>Gibibytes of each volume.</summary>
    public int VolumeGigabytes { get; init; } = 100;

    /// <summary>Days logs are kept.</summary>
    public int LogDays { get; init; } = 90;

    /// <summary>Days a deleted secret, blob, share or untagged image can be brought back.</summary>
    public int RecoveryDays { get; init; } = 30;

    /// <summary>Thousandths of a processor for a container that does not say.</summary>
    public int ContainerMillicores { get; init; } = 500;

    /// <summary>Replicas an app may scale out to; a workload that asks for more starts with more.</summary>
    public int MaxReplicas { get; init; } = 10;

    /// <summary>Requests at once in one replica before another is started.</summary>
    public int RequestsPerReplica { get; init; } = 100;

    /// <summary>The S3 gateway.</summary>
    public required string GatewayImage { get; init; }

    /// <summary>An image with <c>psql</c>, which makes roles.</summary>
    public required string PsqlImage { get; init; }

    /// <summary>Who is told of alerts.</summary>
    public ImmutableArray<string> AlertEmails { get; init; } = [];

    /// <summary>Where alerts are posted to; null for nowhere.</summary>
    public Output<string>? AlertWebhook { get; init; }

    /// <summary>The slots of workloads that were released; their revisions are named by their versions.</summary>
    public ImmutableSortedDictionary<string, ReleaseState> Releases { get; init; } = ImmutableSortedDictionary<string, ReleaseState>.Empty;

    /// <summary>From where the public addresses are tried, as Application Insights names its places.</summary>
    public ImmutableArray<string> ProbeLocations { get; init; } = [];
}

using System.Net;
using System.Text.RegularExpressions;
using Slipway.Infra.Components;
using Slipway.Infra.Components.Azure;

namespace Slipway.Infra.Stacks;

/// <summary>The settings of target <c>azure</c>. Defaults are those of production; a smaller environment says so.</summary>
public static partial class AzureSection
{
    private static readonly string[] Edges = ["premium", "standard", "none"];

    public static Func<TargetContext, ITarget> Read(SettingsReader reader)
    {
        var zoneRedundant = reader.Flag("zoneRedundant", true);
        var isInternal = reader.Flag("internal", true);
        var edge = reader.Choice("edge", Edges, "premium");
        var dnsZoneId = reader.Text("dnsZoneId", "the id of an Azure DNS zone", "");
        var domain = reader.Text("domain", "a domain name", "");
        var registryId = reader.Text("registryId", "the id of a container registry", "");
        var registry = reader.Text("registry", "the address of a registry", "");
        var emails = reader.List("alertEmails", "e-mail addresses");
        var webhook = reader.Secret("alertWebhook");

        if (isInternal && edge == "standard")
            reader.Problem("slipway:edge is 'standard', which has no private link to an internal environment, expected 'premium' or 'none', or slipway:internal false");
        if (dnsZoneId.Length > 0 && DnsZone.Parse(dnsZoneId) is null)
            reader.Problem($"slipway:dnsZoneId is '{dnsZoneId}', expected the resource id of a zone, /subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.Network/dnsZones/<domain>");
        if (domain.Length > 0 && (Uri.CheckHostName(domain) != UriHostNameType.Dns || !domain.Contains('.')))
            reader.Problem($"slipway:domain is '{domain}', expected a domain name such as shop.example.com");
        if (registryId.Length > 0 && !RegistryResource().IsMatch(registryId))
            reader.Problem($"slipway:registryId is '{registryId}', expected the resource id of a registry, /subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.ContainerRegistry/registries/<name>");
        if (registryId.Length > 0 && registry.Length == 0)
            reader.Problem("slipway:registry is missing, expected the address of the registry that slipway:registryId names");
        if (registryId.Length == 0 && registry.Split('/')[0].EndsWith(".azurecr.io", StringComparison.Ordinal))
            reader.Problem($"slipway:registryId is missing, expected the resource id of '{registry}', on which the right to pull is granted");
        if (emails.IsEmpty && webhook is null)
            reader.Problem("slipway:alertEmails is missing, expected a list of e-mail addresses, or the secret slipway:alertWebhook: somebody must hear of alerts");
        foreach (var email in emails.Where(email => !Email().IsMatch(email)))
            reader.Problem($"slipway:alertEmails has '{email}', expected an e-mail address");

        var deployerAddresses = reader.List("deployerAddresses", "IPv4 addresses or CIDR blocks");
        foreach (var address in deployerAddresses.Where(address => !IsPublicAddress(address)))
            reader.Problem($"slipway:deployerAddresses has '{address}', expected a public IPv4 address or a CIDR block of at most 256, such as 203.0.113.7 or 203.0.113.0/24");
        var registrySku = reader.Choice("registrySku", ["Premium", "Standard", "Basic"], "Premium");

        var settings = new
        {
            SubscriptionId = Guid(reader, "subscriptionId", "the id of the Azure subscription"),
            TenantId = Guid(reader, "tenantId", "the id of the Entra tenant"),
            DeployerObjectId = Guid(reader, "deployerObjectId", "the object id of the service principal or group that deploys"),
            Location = Matching(reader, "location", Region(), "a region such as westeurope"),
            Network = Network(reader),
            DeletionProtection = reader.Flag("deletionProtection", true),
            FixedEgress = reader.Flag("fixedEgress", true),
            RequestsPerMinute = reader.Number("requestsPerMinute", 3000, 10, 1_000_000),
            RedisSku = Matching(reader, "redisSku", RedisSku(), "a size of Azure Managed Redis such as Balanced_B1", "Balanced_B1"),
            VolumeGigabytes = reader.Number("volumeGigabytes", 100, 1, 102_400),
            LogDays = reader.Number("logDays", 90, 30, 730),
            RecoveryDays = reader.Number("recoveryDays", 30, 7, 90),
            ContainerMillicores = reader.Number("containerMillicores", 500, 250, 4000),
            MaxReplicas = reader.Number("maxReplicas", 10, 1, 1000),
            RequestsPerReplica = reader.Number("requestsPerReplica", 100, 1, 10_000),
            // Versions, not digests: a newer one is one setting away, and an environment can pin what it has tried.
            GatewayImage = Matching(reader, "gatewayImage", TaggedImage(), "an image of versitygw with a tag or digest", "ghcr.io/versity/versitygw:v1.0.18"),
            PsqlImage = Matching(reader, "psqlImage", TaggedImage(), "an image with psql 15 or later, with a tag or digest", "docker.io/library/postgres:17.6-alpine3.22"),
            PrometheusImage = Matching(reader, "prometheusImage", TaggedImage(), "an image of Prometheus 3 with a shell, with a tag or digest", "docker.io/prom/prometheus:v3.5.0"),
            AlertmanagerImage = Matching(reader, "alertmanagerImage", TaggedImage(), "an image of Alertmanager, with a tag or digest", "docker.io/prom/alertmanager:v0.28.1"),
            ProbeLocations = reader.List("probeLocations", "places of Application Insights", "emea-nl-ams-azr", "emea-gb-db3-azr", "us-va-ash-azr"),
            Postgres = Postgres(reader, zoneRedundant),
        };

        return context => new AzureTarget(context.Catalog, new AzureSettings
        {
            Project = context.Settings.Labels.Project,
            Stack = context.Stack,
            Labels = context.Settings.Labels,
            Monitoring = context.Settings.Monitoring,
            PrometheusImage = settings.PrometheusImage,
            AlertmanagerImage = settings.AlertmanagerImage,
            Images = context.Settings.Images,
            Environment = context.Settings.Environment,
            SecretEnvironment = context.Settings.SecretKeys,
            SubscriptionId = settings.SubscriptionId,
            TenantId = settings.TenantId,
            Location = settings.Location,
            DeployerObjectId = settings.DeployerObjectId,
            DeployerAddresses = deployerAddresses,
            Network = settings.Network!,
            Internal = isInternal,
            FixedEgress = settings.FixedEgress,
            ZoneRedundant = zoneRedundant,
            DeletionProtection = settings.DeletionProtection,
            Edge = Enum.Parse<EdgeKind>(edge, ignoreCase: true),
            Domain = domain,
            DnsZoneId = dnsZoneId,
            RequestsPerMinute = settings.RequestsPerMinute,
            Postgres = settings.Postgres,
            RedisSku = settings.RedisSku,
            RegistrySku = registrySku,
            RegistryId = registryId,
            VolumeGigabytes = settings.VolumeGigabytes,
            LogDays = settings.LogDays,
            RecoveryDays = settings.RecoveryDays,
            ContainerMillicores = settings.ContainerMillicores,
            MaxReplicas = settings.MaxReplicas,
            RequestsPerReplica = settings.RequestsPerReplica,
            GatewayImage = settings.GatewayImage,
            PsqlImage = settings.PsqlImage,
            AlertEmails = emails,
            AlertWebhook = webhook,
            Releases = context.Releases,
            ProbeLocations = settings.ProbeLocations,
        });
    }

    private static PostgresSettings Postgres(SettingsReader reader, bool zoneRedundant)
    {
        var sku = Matching(reader, "postgresSku", PostgresSku(), "a size of Flexible Server such as GP_Standard_D2ds_v5", "GP_Standard_D2ds_v5");
        if (zoneRedundant && sku.StartsWith("B_", StringComparison.Ordinal))
            reader.Problem($"slipway:postgresSku is '{sku}', and burstable servers have no standby in another zone, expected a GP_ or MO_ size, or slipway:zoneRedundant false");
        return new PostgresSettings
        {
            Sku = sku,
            Version = reader.Choice("postgresVersion", ["14", "15", "16", "17"], "17"),
            StorageGigabytes = int.TryParse(reader.Choice("postgresStorageGigabytes", ["32", "64", "128", "256", "512", "1024", "2048", "4096", "8192", "16384", "32768"], "128"), out var gigabytes) ? gigabytes : 0,
            BackupDays = reader.Number("postgresBackupDays", 35, 7, 35),
            GeoRedundantBackup = reader.Flag("postgresGeoBackup", true),
        };
    }

    private static AddressSpace? Network(SettingsReader reader)
    {
        var text = reader.Text("network", "a block of private addresses", "10.40.0.0/16");
        var network = AddressSpace.Parse(text);
        if (network is null)
            reader.Problem($"slipway:network is '{text}', expected a block of private IPv4 addresses from /{AddressSpace.Widest} to /{AddressSpace.Narrowest}, such as 10.40.0.0/16");
        return network;
    }

    private static string Guid(SettingsReader reader, string key, string what)
    {
        var text = reader.Text(key, what);
        if (text.Length > 0 && !System.Guid.TryParseExact(text, "D", out _))
            reader.Problem($"slipway:{key} is '{text}', expected {what}, such as 00000000-0000-0000-0000-000000000000");
        return text;
    }

    private static string Matching(SettingsReader reader, string key, Regex form, string what, string? otherwise = null)
    {
        var text = reader.Text(key, what, otherwise);
        if (text.Length > 0 && !form.IsMatch(text))
            reader.Problem($"slipway:{key} is '{text}', expected {what}");
        return text;
    }

    // Wide blocks and private addresses do not narrow anything down, and the vault's firewall refuses the latter.
    private static bool IsPublicAddress(string text)
    {
        if (!IPNetwork.TryParse(text.Contains('/') ? text : $"{text}/32", out var network) || network.BaseAddress.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork || network.PrefixLength < 24)
            return false;
        var bytes = network.BaseAddress.GetAddressBytes();
        return bytes[0] is not (0 or 10 or 127) && !(bytes[0] == 172 && bytes[1] is >= 16 and <= 31) && !(bytes[0] == 192 && bytes[1] == 168);
    }

    [GeneratedRegex(@"^[a-z][a-z0-9]+\z")]
    private static partial Regex Region();

    [GeneratedRegex(@"^(B|GP|MO)_Standard_[A-Za-z0-9_]+\z")]
    private static partial Regex PostgresSku();

    [GeneratedRegex(@"^(Balanced_B|MemoryOptimized_M|ComputeOptimized_X|FlashOptimized_A)[0-9]+\z")]
    private static partial Regex RedisSku();

    [GeneratedRegex(@"^[a-z0-9.\-:]+(/[a-z0-9._\-]+)+(:(?!latest\z)[A-Za-z0-9_][A-Za-z0-9._\-]*|@sha256:[0-9a-f]{64})\z")]
    private static partial Regex TaggedImage();

    [GeneratedRegex(@"^/subscriptions/[0-9a-fA-F-]{36}/resourceGroups/[^/]+/providers/Microsoft\.ContainerRegistry/registries/[A-Za-z0-9]{5,50}\z", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryResource();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+\z")]
    private static partial Regex Email();
}

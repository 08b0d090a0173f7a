using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;
using AzureProvider = Pulumi.Azure.Provider;
using AzureProviderArgs = Pulumi.Azure.ProviderArgs;
using Features = Pulumi.Azure.Inputs;

namespace Slipway.Infra.Components.Azure;

/// <summary>Azure: Container Apps in a network of their own, behind Front Door, with the managed services they need.</summary>
public sealed partial class AzureTarget : ITarget
{
    private readonly WorkloadCatalog _catalog;
    private readonly AzureSettings _settings;
    private readonly AzureNames _names;
    private readonly Lazy<Foundation> _foundation;
    private readonly Lazy<Logs> _logs;
    private readonly Lazy<Network> _network;
    private readonly Lazy<Secrets> _vault;
    private readonly Lazy<Registry> _registry;
    private readonly Lazy<AppEnvironment> _environment;
    private readonly Lazy<Postgres> _postgres;
    private readonly Lazy<ObjectStore> _objectStore;
    private readonly Lazy<Volumes> _volumes;
    private readonly Lazy<Edge> _edge;
    private readonly Lazy<StoredSecret> _connectionString;
    private readonly Dictionary<string, StoredSecret> _secrets = [];
    private readonly Dictionary<string, Bucket> _buckets = [];
    private readonly Dictionary<string, Cache> _caches = [];
    private readonly Dictionary<string, WorkloadApp> _apps = [];
    private readonly List<PendingRoute> _routes = [];

    public AzureTarget(WorkloadCatalog catalog, AzureSettings settings)
    {
        _catalog = catalog;
        _settings = settings;
        _names = new AzureNames(settings.Project, settings.Stack, settings.SubscriptionId);
        _foundation = new(() => new Foundation("foundation", new FoundationArgs
        {
            Names = _names,
            Location = settings.Location,
            Labels = settings.Labels,
            DeletionProtection = settings.DeletionProtection,
        }, new ComponentResourceOptions { Providers = { Provider() } }));
        _logs = new(() => new Logs("logs", _foundation.Value, settings.LogDays));
        _network = new(() => new Network("network", _foundation.Value, new NetworkArgs
        {
            Addresses = settings.Network,
            FixedEgress = settings.FixedEgress,
            Entrance = settings.Internal ? null : settings.Edge == EdgeKind.None ? "Internet" : "AzureFrontDoor.Backend",
        }));
        _vault = new(() => new Secrets("vault", _foundation.Value, new SecretsArgs
        {
            TenantId = settings.TenantId,
            DeployerObjectId = settings.DeployerObjectId,
            DeployerAddresses = settings.DeployerAddresses,
            RecoveryDays = settings.RecoveryDays,
            Network = _network.Value,
            Logs = _logs.Value,
        }));
        _registry = new(() => new Registry("registry", _foundation.Value, new RegistryArgs
        {
            Sku = settings.RegistrySku,
            ZoneRedundant = settings.ZoneRedundant,
            DeployerAddresses = settings.DeployerAddresses,
            RecoveryDays = settings.RecoveryDays,
            Network = _network.Value,
            Logs = _logs.Value,
        }));
        _environment = new(() => new AppEnvironment("environment", _foundation.Value, new AppEnvironmentArgs
        {
            Internal = settings.Internal,
            ZoneRedundant = settings.ZoneRedundant,
            Network = _network.Value,
            Logs = _logs.Value,
        }));
        _postgres = new(() => new Postgres("postgres", _foundation.Value, new PostgresArgs
        {
            Settings = settings.Postgres,
            ZoneRedundant = settings.ZoneRedundant,
            PsqlImage = settings.PsqlImage,
            Network = _network.Value,
            Secrets = _vault.Value,
            Logs = _logs.Value,
            Environment = _environment.Value,
        }));
        _objectStore = new(() => new ObjectStore("objects", _foundation.Value, new ObjectStoreArgs
        {
            ZoneRedundant = settings.ZoneRedundant,
            RecoveryDays = settings.RecoveryDays,
            GatewayImage = settings.GatewayImage,
            Network = _network.Value,
            Secrets = _vault.Value,
            Logs = _logs.Value,
            Environment = _environment.Value,
        }));
        _volumes = new(() => new Volumes("volumes", _foundation.Value, new VolumesArgs
        {
            ZoneRedundant = settings.ZoneRedundant,
            RecoveryDays = settings.RecoveryDays,
            Gigabytes = settings.VolumeGigabytes,
            Network = _network.Value,
            Environment = _environment.Value,
        }));
        _edge = new(() => new Edge("edge", _foundation.Value, new EdgeArgs
        {
            Premium = settings.Edge == EdgeKind.Premium,
            ResponseTimeout = Wait(),
            RequestsPerMinute = settings.RequestsPerMinute,
            Zone = DnsZone.Parse(settings.DnsZoneId),
            Environment = _environment.Value,
            Private = settings.Internal,
            Logs = _logs.Value,
        }));
        _connectionString = new(() => _vault.Value.Keep("insights-connection-string", _logs.Value.ConnectionString));
    }

    public Provided Provide(CatalogResource resource, IReadOnlyDictionary<string, Output<string>> parameters) => resource.Type switch
    {
        "postgres" => Database(resource),
        "s3" => Bucket(resource),
        "redis" => Cache(resource),
        "volume" => Volume(resource),
        "environment" => new Provided(null, _settings.Environment),
        "service-port" => ServicePort(resource.ServicePort!),
        "dns" => new Provided(null, new Dictionary<string, Output<string>> { ["host"] = HostOf(resource.Owner) }),
        "route" => Route(resource, parameters),
        _ => throw new InvalidOperationException($"'{resource.Type}' should have been refused."),
    };

    public void Run(Workload workload, IReadOnlyDictionary<string, Provided> provided)
    {
        foreach (var warning in Warnings(workload))
            Log.Warn(warning);
        var args = new WorkloadArgs
        {
            Workload = workload,
            Plan = WorkloadPlan.Of(new WorkloadPlanArgs
            {
                Workload = workload,
                DefaultMillicores = _settings.ContainerMillicores,
                Image = container => Image(workload, container),
                Text = template => Text(workload, provided, template),
                Secret = (container, variable, template) => SecretOf(workload, container, variable, provided, template),
                File = (container, index, template) => _vault.Value.Keep(
                    $"{workload.Name}-{container.Name}-file-{index}", Text(workload, provided, template)),
                Mount = (name, readOnly) => Mount(_catalog.Resource(workload, name), readOnly),
                Added = ImmutableSortedDictionary<string, StoredSecret>.Empty.Add("APPLICATIONINSIGHTS_CONNECTION_STRING", _connectionString.Value),
                Beside = Tells(workload) ? [Prometheus.Agent(workload, _settings.PrometheusImage)] : [],
            }),
            Ingress = IngressOf(workload),
            Release = _settings.Releases.GetValueOrDefault(workload.Name),
            Registry = PullsOwnImages(workload) ? RegistryAccess() : null,
            Environment = _environment.Value,
            After = [.. provided.Values.Select(value => value.Ready).OfType<Resource>().Distinct()],
            MaxReplicas = _settings.MaxReplicas,
            RequestsPerReplica = _settings.RequestsPerReplica,
        };
        if (workload.Kind == WorkloadKind.Job)
            _ = new WorkloadJob(workload.Name, _foundation.Value, args);
        else
            _apps[workload.Name] = new WorkloadApp(workload.Name, _foundation.Value, args);
    }

    public PlatformOutputs Complete()
    {
        var addresses = ImmutableSortedDictionary.CreateBuilder<string, Output<string>>(StringComparer.Ordinal);
        var tested = ImmutableSortedDictionary.CreateBuilder<string, Output<string>>(StringComparer.Ordinal);
        var hidden = new List<(string, EdgeHost, string)>();
        foreach (var route in _routes)
        {
            var host = route.Host is { } edgeHost ? edgeHost.Name : HostOf(route.Workload);
            addresses.TryAdd(route.Workload.Name, Output.Format($"https://{host}/"));
            if (HealthBehind(route) is { } health)
                tested.TryAdd(route.Workload.Name, Output.Format($"https://{host}{health}"));
            if (route.Host is null)
                continue;
            _edge.Value.Route(route.Name, route.Host, route.Path, _apps[route.Workload.Name], route.Settings);
            if (route.Workload.Metrics is { } metrics && !hidden.Exists(known => known.Item2 == route.Host && known.Item3 == metrics.Path))
                hidden.Add((route.Workload.Name, route.Host, metrics.Path));
        }
        if (_edge.IsValueCreated)
            _edge.Value.Guard(hidden);

        if (_catalog.Workloads.Any(Tells))
        {
            _ = new Prometheus("prometheus", _foundation.Value, new PrometheusArgs
            {
                // Edge, certificate, database and its backups are Azure's, and watched by Azure Monitor.
                Observed = new Observed { Stack = _settings.Stack, Catalog = _catalog, Thresholds = _settings.Monitoring.Thresholds, Figures = [] },
                PrometheusImage = _settings.PrometheusImage,
                AlertmanagerImage = _settings.AlertmanagerImage,
                SlackWebhook = _settings.Monitoring.SlackWebhook is { } webhook ? _vault.Value.Keep("slack-webhook", webhook) : null,
                Environment = _environment.Value,
            });
        }
        _ = new Monitoring("monitoring", _foundation.Value, new MonitoringArgs
        {
            Emails = _settings.AlertEmails,
            Webhook = _settings.AlertWebhook,
            Logs = _logs.Value,
            Watched = [.. Watched()],
            // From outside a test comes in through the edge, or through an environment that is open.
            Addresses = _settings.Edge != EdgeKind.None || !_settings.Internal ? tested.ToImmutable() : ImmutableSortedDictionary<string, Output<string>>.Empty,
            ProbeLocations = _settings.ProbeLocations,
        });
        return new PlatformOutputs(
            Output.All(addresses.Select(entry => entry.Value.Apply(address => KeyValuePair.Create(entry.Key, address))))
                .Apply(all => all.ToImmutableDictionary()),
            Live())
        {
            Releases = Releases(),
        };
    }

    // app--suffix; an app whose first revision never came up has none.
    private static string SuffixOf(string? revision) => revision?.Split("--")[^1] ?? "";

    // Before a workload's first release Azure makes up the name of its revision; the first release needs it to go back to.
    private ImmutableArray<WorkloadRelease> Releases() =>
    [
        .. new DeclaredReleases(_catalog, new SlotPlan(_settings.Releases), _settings.Images)
            .Of(_apps.ToDictionary(app => app.Key, app => DeclaredReleases.IdsOf([app.Value.App])))
            .Select(release => _settings.Releases.ContainsKey(release.Workload.Name)
                ? release
                : release with { LiveVersion = _apps[release.Workload.Name].App.LatestRevisionName.Apply(SuffixOf) }),
    ];

    /// <summary>Whether a workload tells figures for as long as it runs.</summary>
    private static bool Tells(Workload workload) => workload is { Metrics: not null, Kind: WorkloadKind.Service };

    private Output<ImmutableDictionary<string, object>> Live()
    {
        var domains = _edge.IsValueCreated ? _edge.Value.Hosts.Select(host => host.Asked).OfType<Output<(string Host, string Target, string Proof)>>() : [];
        var apps = Output.All(_apps.Values.Select(app => app.App.Name));
        return Output.Tuple(_foundation.Value.GroupName, apps, Output.All(domains)).Apply(all => ImmutableDictionary<string, object>.Empty
            .Add("resourceGroup", all.Item1)
            .Add("apps", all.Item2.Select(name => (object)name).ToImmutableArray())
            .Add("domains", all.Item3.Select(domain => (object)ImmutableDictionary<string, object>.Empty
                .Add("host", domain.Host)
                .Add("cname", domain.Target)
                .Add("txt", domain.Proof)).ToImmutableArray()));
    }

    private AzureProvider Provider() => new("azure", new AzureProviderArgs
    {
        SubscriptionId = _settings.SubscriptionId,
        TenantId = _settings.TenantId,
        // Registering resource providers is the subscription's owner's business and needs rights over all of it.
        ResourceProviderRegistrations = "none",
        StorageUseAzuread = true,
        Features = new Features.ProviderFeaturesArgs
        {
            KeyVault = new Features.ProviderFeaturesKeyVaultArgs { PurgeSoftDeleteOnDestroy = false, RecoverSoftDeletedKeyVaults = true, RecoverSoftDeletedSecrets = true },
            ResourceGroup = new Features.ProviderFeaturesResourceGroupArgs { PreventDeletionIfContainsResources = true },
            // Storage accounts are closed to whoever deploys; all of ours is done through the resource manager.
            Storage = new Features.ProviderFeaturesStorageArgs { DataPlaneAvailable = false },
        },
    });

    private Provided Database(CatalogResource resource)
    {
        var database = _postgres.Value.Database(resource.Name);
        _secrets[Key(resource, "password")] = database.Password;
        return database.Provided;
    }

    private Provided Bucket(CatalogResource resource)
    {
        var bucket = _buckets[resource.Name] = _objectStore.Value.Bucket(resource.Name);
        _secrets[Key(resource, "secret_key")] = _secrets[Key(resource, "aws_secret_key")] = bucket.SecretKey;
        return bucket.Provided;
    }

    private Provided Cache(CatalogResource resource)
    {
        var cache = _caches[resource.Name] = new Cache(resource.Name, _foundation.Value, new CacheArgs
        {
            Sku = _settings.RedisSku,
            HighlyAvailable = _settings.ZoneRedundant,
            Network = _network.Value,
            Secrets = _vault.Value,
            Logs = _logs.Value,
        });
        _secrets[Key(resource, "password")] = cache.Password;
        return cache.Provided;
    }

    private Provided Volume(CatalogResource resource)
    {
        _volumes.Value.Volume(resource.Name);
        return new Provided(null, new Dictionary<string, Output<string>>
        {
            ["source"] = Output.Create(AzureNames.App(resource.Name)),
            ["type"] = Output.Create("azure-file"),
        });
    }

    private VolumeMount Mount(CatalogResource resource, bool readOnly)
    {
        var storage = _volumes.Value.Mount(resource.Name, readOnly);
        return new VolumeMount(AzureNames.App(readOnly ? $"{resource.Name}-readonly" : resource.Name), storage.Name);
    }

    // Others call an app by its name alone: HTTP at the port of the environment's own proxy, anything else at the port of the service.
    private Provided ServicePort(ServicePortTarget target) => new(null, new Dictionary<string, Output<string>>
    {
        ["hostname"] = Output.Create(AzureNames.App(target.Workload.Name)),
        ["port"] = Output.Create((SpeaksHttp(target.Workload) ? HttpPort : target.Port.Port).ToString()),
    });

    private Output<string> HostOf(Workload workload) =>
        _settings.Edge != EdgeKind.None
            ? HostFor(workload).Name
            : _environment.Value.AddressOf(AzureNames.App(workload.Name));

    private Provided Route(CatalogResource resource, IReadOnlyDictionary<string, Output<string>> parameters)
    {
        var host = _settings.Edge == EdgeKind.None ? null
            : HostTemplate(resource) is { LiteralText: { } literal } ? _edge.Value.Host(literal, literal)
            : HostFor(DnsOf(resource)!.Owner);
        _routes.Add(new PendingRoute(resource.Name, resource.Owner, host, parameters["path"], LiteralPath(resource), RouteSettings.Read(resource.Metadata, _ => { })));
        return new Provided(null, ImmutableDictionary<string, Output<string>>.Empty);
    }

    // A domain is one host, however the routes to it are written.
    private EdgeHost HostFor(Workload workload) => _settings.Domain.Length == 0
        ? _edge.Value.Host(workload.Name, null)
        : _edge.Value.Host($"{workload.Name}.{_settings.Domain}", $"{workload.Name}.{_settings.Domain}");

    private Output<string> Text(Workload workload, IReadOnlyDictionary<string, Provided> provided, Template template) =>
        template.Resolve(text => Output.Create(text), reference => Lookup(workload, provided, reference), parts => Output.All(parts).Apply(all => string.Concat(all)));

    private Output<string> Lookup(Workload workload, IReadOnlyDictionary<string, Provided> provided, ResourceReference reference)
    {
        var resource = _catalog.Resource(workload, reference.Resource);
        if (reference.Output is not { } output)
            return Output.Create(resource.Identity.ToString());
        // A workload that asks for its own port listens there; the others find it behind the environment's proxy.
        if (output == "port" && resource.ServicePort is { } own && own.Workload.Name == workload.Name)
            return Output.Create(own.Port.TargetPort.ToString());
        return provided[reference.Resource].Outputs[output];
    }

    /// <summary>Where a variable's text is kept if anything in it is secret: with the resource, if it is that secret and nothing else.</summary>
    private StoredSecret? SecretOf(Workload workload, WorkloadContainer container, string variable, IReadOnlyDictionary<string, Provided> provided, Template template)
    {
        var secret = template.References.FirstOrDefault(reference => IsSecret(workload, reference));
        if (secret is null)
            return null;
        if (template.ToString() != secret.ToString())
            return _vault.Value.Keep($"{workload.Name}-{container.Name}-{variable}", Text(workload, provided, template));
        var key = Key(_catalog.Resource(workload, secret.Resource), secret.Output!);
        // Those of the stack and of the platform are not kept by a part of this target yet.
        if (!_secrets.TryGetValue(key, out var stored))
            _secrets[key] = stored = _vault.Value.Keep(key, provided[secret.Resource].Outputs[secret.Output!]);
        return stored;
    }

    private bool IsSecret(Workload workload, ResourceReference reference)
    {
        var resource = _catalog.Resource(workload, reference.Resource);
        return reference.Output is { } output && (resource.Type == "environment"
            ? _settings.SecretEnvironment.Contains(output)
            : ResourceTypes.Find(resource.Type)?.IsSecret(output) == true);
    }

    // All environment resources are the stack's one environment.
    private static string Key(CatalogResource resource, string output) =>
        resource.Type == "environment" ? $"environment-{output}" : $"{resource.Name}-{output}";

    private IngressPlan? IngressOf(Workload workload)
    {
        if (workload.Kind == WorkloadKind.Job || workload.Ports.IsEmpty)
            return null;
        var port = workload.Ports[0];
        var routed = _catalog.Resources.Any(resource => resource.Type == "route" && resource.Owner.Name == workload.Name);
        var called = _catalog.Resources.Any(resource => resource.ServicePort?.Workload.Name == workload.Name
            && resource.Uses.Any(use => use.Workload.Name != workload.Name));
        return SpeaksHttp(workload)
            ? new IngressPlan(port.TargetPort, routed, null, called)
            : new IngressPlan(port.TargetPort, External: false, port.Port, Plain: false);
    }

    private Input<string> Image(Workload workload, WorkloadContainer container)
    {
        var image = _settings.Images.Of(workload, container)!;
        return container.NeedsImage && UsesOwnRegistry(workload) ? Output.Format($"{_registry.Value.Address}/{image}") : image;
    }

    private RegistryAccess? RegistryAccess() =>
        _settings.RegistryId.Length > 0 ? new RegistryAccess(_settings.Images.Registry.Split('/')[0], _settings.RegistryId)
        : _settings.Images.Registry.Length == 0 ? new RegistryAccess(_registry.Value.Address, _registry.Value.Id)
        : null;

    // A reference that is given whole says where it comes from; one made of name and tag comes from the environment's registry.
    private bool UsesOwnRegistry(Workload workload) => _settings.Images.Registry.Length == 0 && !_settings.Images.ByWorkload.ContainsKey(workload.Name);

    private bool PullsOwnImages(Workload workload) => workload.Containers.Any(container => container.NeedsImage)
        && (UsesOwnRegistry(workload) || _settings.RegistryId.Length > 0);

    private IEnumerable<Watched> Watched()
    {
        foreach (var (name, app) in _apps)
        {
            var routed = _routes.Exists(route => route.Workload.Name == name);
            yield return new Watched(name, app.App.Id, "Microsoft.App/containerapps", routed ? MetricRule.App.AddRange(MetricRule.Routed) : MetricRule.App);
        }
        foreach (var (name, bucket) in _buckets)
            yield return new Watched(name, bucket.Gateway.Id, "Microsoft.App/containerapps", MetricRule.App);
        if (_postgres.IsValueCreated)
            yield return new Watched("postgres", _postgres.Value.Id, "Microsoft.DBforPostgreSQL/flexibleServers", MetricRule.Postgres);
        if (_objectStore.IsValueCreated)
            yield return new Watched("objects", _objectStore.Value.Id, "Microsoft.Storage/storageAccounts", MetricRule.Storage);
        if (_volumes.IsValueCreated)
            yield return new Watched("volumes", _volumes.Value.Id, "Microsoft.Storage/storageAccounts", MetricRule.Storage);
        foreach (var (name, cache) in _caches)
            yield return new Watched(name, cache.Id, "Microsoft.Cache/redisEnterprise", MetricRule.Cache);
        if (_vault.IsValueCreated)
            yield return new Watched("vault", _vault.Value.VaultId, "Microsoft.KeyVault/vaults", MetricRule.Vault);
        if (_edge.IsValueCreated)
            yield return new Watched("edge", _edge.Value.Id, "Microsoft.Cdn/profiles", MetricRule.Edge);
    }

    // What answers 200 when the workload is well, if a route leads there.
    private static string? HealthBehind(PendingRoute route) =>
        route.Workload.Containers.Select(container => container.Readiness?.Http).FirstOrDefault(probe => probe is { Scheme: "HTTP" }) is { } probe
        && route.LiteralPath is { } path && (path.TrimEnd('/').Length == 0 || probe.Path == path || probe.Path.StartsWith($"{path.TrimEnd('/')}/", StringComparison.Ordinal))
            ? probe.Path
            : null;

    private sealed record PendingRoute(string Name, Workload Workload, EdgeHost? Host, Output<string> Path, string? LiteralPath, RouteSettings Settings);
}

using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>A namespace of a cluster: Deployments behind a gateway, PostgreSQL, S3 and Redis beside them, and nothing open that is not needed.</summary>
public sealed class KubernetesTarget : ITarget
{
    private readonly WorkloadCatalog _catalog;
    private readonly KubernetesSettings _settings;
    private readonly Lazy<Cluster> _cluster;
    private readonly Lazy<Postgres> _postgres;
    private readonly Lazy<ObjectStore> _objectStore;
    private readonly Lazy<Tracing> _tracing;
    private readonly List<(CatalogResource Resource, Output<string> Host, Output<string> Path)> _routes = [];
    private readonly Dictionary<string, WorkloadService> _services = [];

    public KubernetesTarget(WorkloadCatalog catalog, KubernetesSettings settings)
    {
        _catalog = catalog;
        _settings = settings;
        _cluster = new(() => new Cluster("cluster", settings, Traffic.Of(catalog, settings.Monitoring.SlackWebhook is null ? settings.Internet : settings.Internet.Add(Parts.Alertmanager))));
        _postgres = new(() => new Postgres(Parts.Postgres, _cluster.Value, new PostgresArgs
        {
            Size = settings.Storage.Postgres,
            BackupSchedule = settings.BackupSchedule,
            BackupsKept = settings.BackupsKept,
        }));
        _objectStore = new(() => new ObjectStore(Parts.ObjectStore, _cluster.Value, settings.Storage.S3));
        _tracing = new(() => new Tracing("tracing", _cluster.Value));
    }

    /// <summary>The types of resources there are here.</summary>
    public static ImmutableArray<string> Provides { get; } = ["postgres", "s3", "redis", "route", "environment", "secret", "volume", "service-port", "dns"];

    public IEnumerable<string> Refusals() => new Refusals(_catalog, _settings).All();

    public Provided Provide(CatalogResource resource, IReadOnlyDictionary<string, Output<string>> parameters) => resource.Type switch
    {
        "postgres" => _postgres.Value.Database(resource.Name),
        "s3" => _objectStore.Value.Bucket(resource.Name),
        "redis" => new Cache(resource, _cluster.Value, _settings.Storage.Redis).Provided,
        "volume" => Volume(resource, parameters),
        "environment" => new Provided(null, _settings.Environment),
        "service-port" => ServicePort(resource.ServicePort!),
        "dns" => Plain(("host", $"{resource.Owner.Name}.{_settings.Domain}")),
        "route" => Route(resource, parameters),
        _ => throw new InvalidOperationException($"'{resource.Type}' should have been refused."),
    };

    public void Run(Workload workload, IReadOnlyDictionary<string, Provided> provided)
    {
        var configuration = WorkloadConfiguration.Of(workload, reference => IsSecret(workload, reference));
        WorkloadPod Pod(string slot, bool isKept, Output<string> account, Resource parent) => new(
            slot.Length == 0 ? workload.Name : $"{workload.Name}-{slot}", _cluster.Value, new WorkloadPodArgs
            {
                Workload = workload,
                Slot = slot,
                IsKept = isKept,
                Configuration = configuration,
                Lookup = reference => Lookup(workload, provided, reference),
                Image = container => _settings.Images.Of(workload, container)!,
                Disk = name => provided[name].Outputs["source"],
                TraceEndpoint = _tracing.Value.Endpoint,
                Settings = _settings,
                Account = account,
            }, parent);
        ImmutableArray<Resource> after = [.. provided.Values.Select(value => value.Ready).OfType<Resource>().Distinct()];

        if (workload.Kind == WorkloadKind.Job)
        {
            _ = new WorkloadJob(workload.Name, _cluster.Value, new WorkloadJobArgs
            {
                Workload = workload,
                Pod = (account, parent) => Pod("", false, account, parent),
                After = after,
            });
            return;
        }
        _services[workload.Name] = new WorkloadService(workload.Name, _cluster.Value, new WorkloadServiceArgs
        {
            Workload = workload,
            Slots = _settings.Slots.Of(workload.Name),
            Live = _settings.Slots.Live(workload.Name),
            Pod = (slot, account, parent) => Pod(slot.Name, slot.IsKept, account, parent),
            Replicas = _settings.ReplicasOf(workload),
            MaximumReplicas = _settings.MaximumReplicas,
            CpuTarget = _settings.CpuTarget,
            IsSingle = _settings.IsSingle(workload),
            After = after,
        });
    }

    public PlatformOutputs Complete()
    {
        var edge = _routes.Count == 0 ? null : new Edge(Parts.Edge, _cluster.Value, new EdgeArgs
        {
            Gateway = _settings.Gateway,
            Domain = _settings.Domain,
            Routes = [.. _routes.Select(route => EdgeRoute(route.Resource, route.Host, route.Path))],
        });
        var observed = new Observed
        {
            Stack = _settings.Stack,
            Catalog = _catalog,
            Thresholds = _settings.Monitoring.Thresholds,
            Figures =
            [
                .. edge?.Proxy is not null ? [Figures.Edge] : ImmutableArray<Figures>.Empty,
                .. _postgres.IsValueCreated ? [Figures.Postgres, Figures.Backup] : ImmutableArray<Figures>.Empty,
            ],
        };
        var monitoring = new Monitoring("monitoring", _cluster.Value, new MonitoringArgs
        {
            Observed = observed,
            Workloads = [.. observed.Workloads.Select(Scrape)],
            Size = _settings.Storage.Metrics,
            Proxy = edge?.Proxy,
            Postgres = _postgres.IsValueCreated ? _postgres.Value : null,
            ObjectStore = _objectStore.IsValueCreated ? _objectStore.Value : null,
            SlackWebhook = _settings.Monitoring.SlackWebhook,
        });
        var routes = Output.All(_routes.Select(route => Output.Tuple(Output.Create(route.Resource.Owner.Name), route.Host)));
        var tools = Output.Tuple(_cluster.Value.Network.Namespace, monitoring.Prometheus.Host, monitoring.Alertmanager.Host, monitoring.Grafana.Host, _tracing.Value.Host);
        var addresses = Output.Tuple(routes, tools).Apply(both => both.Item1
            .GroupBy(route => route.Item1)
            .ToImmutableDictionary(group => group.Key, group => $"https://{group.First().Item2}/")
            // Reached from inside the namespace, or with kubectl port-forward: tools are not for the public.
            .Add("prometheus", $"http://{both.Item2.Item2}.{both.Item2.Item1}.svc:{Monitoring.PrometheusPort}/")
            .Add("alertmanager", $"http://{both.Item2.Item3}.{both.Item2.Item1}.svc:{Monitoring.AlertmanagerPort}/")
            .Add("grafana", $"http://{both.Item2.Item4}.{both.Item2.Item1}.svc:{Monitoring.GrafanaPort}/")
            .Add("jaeger", $"http://{both.Item2.Item5}.{both.Item2.Item1}.svc:{Tracing.ReadPort}/"));
        var made = _services.ToDictionary(
            service => service.Key,
            service => DeclaredReleases.IdsOf([.. service.Value.Deployments, .. edge?.RulesOf(service.Key) ?? []]));
        return new PlatformOutputs(addresses, Output.Create(Live())) { Releases = new DeclaredReleases(_catalog, _settings.Slots, _settings.Images).Of(made) };
    }

    private ImmutableDictionary<string, object> Live() => ImmutableDictionary<string, object>.Empty
        .Add("context", _settings.Context)
        .Add("namespace", _settings.Namespace)
        .Add("deployments", _catalog.Workloads
            .Where(workload => workload.Kind == WorkloadKind.Service)
            .SelectMany(workload => _settings.Slots.Of(workload.Name), (workload, slot) => (object)ImmutableDictionary<string, object>.Empty
                .Add("name", WorkloadService.SlotName(workload.Name, slot.Name))
                .Add("workload", workload.Name)
                .Add("slot", slot.Name)
                .Add("weight", slot.Weight))
            .ToImmutableArray());

    private Provided Volume(CatalogResource resource, IReadOnlyDictionary<string, Output<string>> parameters)
    {
        var name = Names.Of(resource.Name);
        var size = resource.Params["size"]?.AsTemplate?.LiteralText ?? _settings.Storage.Volume;
        var claim = Disk.Claim($"{resource.Name}-disk", name, _cluster.Value, _settings.Storage.Access, size, _cluster.Value);
        return new Provided(claim, new Dictionary<string, Output<string>>
        {
            ["source"] = Cluster.NameOf(claim, name),
            ["type"] = Output.Create("persistentVolumeClaim"),
        });
    }

    private static Provided ServicePort(ServicePortTarget target) => Plain(
        ("hostname", Names.Of(target.Workload.Name)),
        ("port", target.Port.Port.ToString()));

    private Provided Route(CatalogResource resource, IReadOnlyDictionary<string, Output<string>> parameters)
    {
        _routes.Add((resource, parameters["host"], parameters.GetValueOrDefault("path") ?? Output.Create("/")));
        return new Provided(null, ImmutableDictionary<string, Output<string>>.Empty);
    }

    private EdgeRoute EdgeRoute(CatalogResource route, Output<string> host, Output<string> path)
    {
        var service = _services[route.Owner.Name];
        return new EdgeRoute(
            route.Name, route.Owner, RoutePort.Of(_catalog, route)!.Port, host, path, RouteSettings.Read(route.Metadata, _ => { }),
            [.. _settings.Slots.Of(route.Owner.Name).Select(slot => (service.Hosts[slot.Name], slot.Weight))], service.Services);
    }

    private bool IsSecret(Workload workload, ResourceReference reference)
    {
        if (reference.Output is not { } output)
            return false;
        var type = _catalog.Resource(workload, reference.Resource).Type;
        return type == "environment" ? _settings.SecretEnvironment.Contains(output) : ResourceTypes.Find(type)!.IsSecret(output);
    }

    private Output<string> Lookup(Workload workload, IReadOnlyDictionary<string, Provided> provided, ResourceReference reference)
    {
        var resource = _catalog.Resource(workload, reference.Resource);
        if (reference.Output is not { } output)
            return resource.Type == "volume" ? provided[reference.Resource].Outputs["source"] : Output.Create(resource.Identity.ToString());
        // Others call a workload at its Service's port; itself it listens on the one behind that.
        if (output == "port" && resource.ServicePort is { } own && own.Workload.Name == workload.Name)
            return Output.Create(own.Port.TargetPort.ToString());
        return provided[reference.Resource].Outputs[output];
    }

    private ScrapeTarget Scrape(Workload workload) => new(workload.Name, [], workload.Metrics!.Path)
    {
        Workload = workload.Name,
        Names =
        [
            .. _settings.Slots.Of(workload.Name).Select(slot => new InstanceName(
                $"{WorkloadService.InstancesName(workload.Name, slot.Name)}.{_settings.Namespace}.svc", workload.Metrics.Port.TargetPort, slot.Name)),
        ],
    };

    private static Provided Plain(params (string Name, string Value)[] outputs) =>
        new(null, outputs.ToDictionary(output => output.Name, output => Output.Create(output.Value)));
}

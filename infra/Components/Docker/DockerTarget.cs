using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Docker;

/// <summary>One Docker host: every workload in containers, one PostgreSQL, one MinIO, one nginx, one set of monitoring.</summary>
public sealed class DockerTarget : ITarget
{
    private readonly WorkloadCatalog _catalog;
    private readonly DockerSettings _settings;
    private readonly Secrets _secrets;
    private readonly Lazy<Host> _host;
    private readonly Lazy<Postgres> _postgres;
    private readonly Lazy<ObjectStore> _objectStore;
    private readonly Lazy<Volumes> _volumes;
    private readonly List<Output<Route>> _routes = [];
    private readonly List<Resource> _ready = [];
    private readonly List<(string Workload, ImmutableArray<Resource> Containers)> _made = [];

    public DockerTarget(WorkloadCatalog catalog, DockerSettings settings)
    {
        _catalog = catalog;
        _settings = settings;
        _secrets = new Secrets(catalog, settings);
        _host = new(() => new Host(settings));
        _postgres = new(() => new Postgres("postgres", _host.Value));
        _objectStore = new(() => new ObjectStore("s3", _host.Value));
        _volumes = new(() => new Volumes("volumes", _host.Value));
    }

    internal static ImmutableArray<string> Provides { get; } = ["postgres", "s3", "redis", "route", "environment", "secret", "volume", "service-port", "dns"];

    private static ImmutableArray<string> Stores { get; } = ["postgres", "s3", "redis"];

    public IEnumerable<string> Refusals() => new Refusals(_catalog, _settings, _secrets).All();

    public Provided Provide(CatalogResource resource, IReadOnlyDictionary<string, Output<string>> parameters) => resource.Type switch
    {
        "postgres" => _postgres.Value.Database(resource.Name),
        "s3" => _objectStore.Value.Bucket(resource.Name),
        "redis" => new Cache(resource.Name, _host.Value).Provided,
        "volume" => _volumes.Value.Volume(resource.Name),
        "environment" => new Provided(null, _settings.Environment),
        // Inside its networks a container is spoken to on the port it listens on; nothing maps the public number to it.
        "service-port" => Plain(("hostname", resource.ServicePort!.Workload.Name), ("port", resource.ServicePort.Port.TargetPort.ToString())),
        "dns" => Plain(("host", $"{resource.Owner.Name}.{_settings.Domain}")),
        "route" => Route(resource, parameters),
        _ => throw new InvalidOperationException($"'{resource.Type}' should have been refused."),
    };

    public void Run(Workload workload, IReadOnlyDictionary<string, Provided> provided)
    {
        var network = _host.Value.Network;
        var networks = ImmutableArray.Create(network.App);
        if (_catalog.Resources.Any(resource => resource.Type == "route" && resource.Owner == workload))
            networks = networks.Add(network.Front);
        if (workload.Resources.Any(resource => Stores.Contains(resource.Type)))
            networks = networks.Add(network.Data);
        foreach (var slot in _settings.Slots.Of(workload.Name))
        {
            var containers = new WorkloadContainers(WorkloadContainers.SlotName(workload, slot.Name), _host.Value, new WorkloadContainersArgs
            {
                Workload = workload,
                Slot = slot.Name,
                Image = container => ImageOf(workload, container),
                Lookup = reference => Lookup(workload, provided, reference),
                Secrets = _secrets,
                Networks = networks,
                After = [.. provided.Values.Select(value => value.Ready).OfType<Resource>().Distinct()],
            }, slot.IsKept ? _host.Value.Kept : null);
            _ready.AddRange(containers.Ready);
            _made.Add((workload.Name, containers.Ready));
        }
    }

    public PlatformOutputs Complete()
    {
        var host = _host.Value;
        _ = new Tracing("jaeger", host);
        var observed = new Observed
        {
            Stack = _settings.Stack,
            Catalog = _catalog,
            Thresholds = _settings.Monitoring.Thresholds,
            Figures =
            [
                Figures.Machine,
                Figures.Edge,
                .. _postgres.IsValueCreated ? [Figures.Postgres] : ImmutableArray<Figures>.Empty,
                .. _settings.Certificate is not null ? [Figures.Certificate] : ImmutableArray<Figures>.Empty,
            ],
        };
        var dashboards = new Dashboards("grafana", host, observed);
        _routes.Add(Output.Create(new Route(dashboards.HostName, "/", "grafana", [Dashboards.Address], new RouteSettings()) { Hidden = "/metrics" }));
        var edge = new Edge("edge", host, _routes, _ready.Append(dashboards.Ready), Shares());
        _ = new Monitoring("monitoring", host, new MonitoringArgs
        {
            Observed = observed,
            Workloads = [.. observed.Workloads.Select(Scrape)],
            Edge = edge,
            Postgres = _postgres.IsValueCreated ? _postgres.Value : null,
            SlackWebhook = _settings.Monitoring.SlackWebhook,
        });
        var addresses = Output.All(_routes).Apply(routes => routes
            .GroupBy(route => route.Workload)
            .ToImmutableDictionary(group => group.Key, group => _settings.Publish.Url(group.First().Host, _settings.Certificate is not null)));
        return new PlatformOutputs(addresses, Live())
        {
            Releases = new DeclaredReleases(_catalog, _settings.Slots, _settings.Images).Of(
                _made.ToLookup(part => part.Workload, part => part.Containers).ToDictionary(
                    workload => workload.Key,
                    workload => DeclaredReleases.IdsOf([.. workload.SelectMany(containers => containers).OfType<CustomResource>()])),
                workload => !IsCalledInside(workload)),
        };
    }

    private Output<ImmutableDictionary<string, object>> Live()
    {
        var running = _host.Value.Running.OrderBy(container => container.Plan.Name, StringComparer.Ordinal).ToList();
        return Output.All(running.Select(container => container.Name)).Apply(names => ImmutableDictionary<string, object>.Empty
            .Add("daemon", _settings.DaemonAddress)
            .Add("containers", running.Zip(names, (container, name) => (object)ImmutableDictionary<string, object>.Empty
                .Add("name", container.Plan.Name)
                .Add("container", name)
                .Add("workload", container.Plan.Workload)
                .Add("image", container.Plan.Image.Reference)).ToImmutableArray()));
    }

    // A name in a network leads to whoever has it: nothing stands between that could divide.
    private bool IsCalledInside(Workload workload) =>
        _catalog.Resources.Any(resource => resource.ServicePort?.Workload == workload && resource.Uses.Any(use => use.Workload != workload));

    private Image ImageOf(Workload workload, WorkloadContainer container) =>
        _settings.Images.Of(workload, container) is { } reference
            ? _host.Value.Registry.Image(reference)
            : _host.Value.Registry.Build(_settings.Builds[workload.Name]);

    private Provided Route(CatalogResource resource, IReadOnlyDictionary<string, Output<string>> parameters)
    {
        var workload = resource.Owner;
        var settings = RouteSettings.Read(resource.Metadata, _ => { });
        _routes.Add(Output.Tuple(parameters["host"], parameters["path"], parameters["port"]).Apply(route =>
        {
            var port = workload.FindPort(route.Item3)
                ?? throw new RunException($"{resource.Uses[0].Resource.File}:{resource.Uses[0].Resource.Line}: resources.{resource.Uses[0].Resource.Name}.params.port is '{route.Item3}', expected a port of workload '{workload.Name}'.");
            var instances = _settings.Slots.IsGoverned(workload.Name)
                ? Slots.Names.ToImmutableSortedDictionary(slot => slot, slot => Instances(workload, port, slot), StringComparer.Ordinal)
                : ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
            return new Route(route.Item1, route.Item2, workload.Name, Instances(workload, port, Slots.Blue), settings) { Hidden = workload.Metrics?.Path, Slots = instances };
        }));
        return new Provided(null, ImmutableDictionary<string, Output<string>>.Empty);
    }

    private Output<string> Lookup(Workload workload, IReadOnlyDictionary<string, Provided> provided, ResourceReference reference)
    {
        var resource = _catalog.Resource(workload, reference.Resource);
        var outputs = provided[reference.Resource].Outputs;
        return reference.Output is { } output ? outputs[output]
            : resource.Type == "volume" ? outputs["source"]
            : Output.Create(resource.Identity.ToString());
    }

    private ScrapeTarget Scrape(Workload workload) => new(workload.Name, Instances(workload, workload.Metrics!.Port, Slots.Blue), workload.Metrics.Path)
    {
        Workload = workload.Name,
        Slots = _settings.Slots.IsGoverned(workload.Name)
            ? _settings.Slots.Of(workload.Name).ToImmutableSortedDictionary(slot => slot.Name, slot => Instances(workload, workload.Metrics.Port, slot.Name), StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty,
    };

    /// <summary>The share of the second slot of every workload whose traffic is a release's to divide.</summary>
    private ImmutableSortedDictionary<string, int> Shares() => _catalog.Workloads
        .Where(workload => _settings.Slots.IsGoverned(workload.Name) && _catalog.Resources.Any(resource => resource.Type == "route" && resource.Owner == workload))
        .ToImmutableSortedDictionary(workload => workload.Name, workload => _settings.Slots.ShareOf(workload.Name, Slots.Green), StringComparer.Ordinal);

    private static ImmutableArray<string> Instances(Workload workload, ServicePort port, string slot) =>
        [.. Enumerable.Range(0, workload.Replicas).Select(instance => $"{WorkloadContainers.InstanceName(workload, slot, instance)}:{port.TargetPort}")];

    private static Provided Plain(params (string Name, string Value)[] outputs) =>
        new(null, outputs.ToDictionary(output => output.Name, output => Output.Create(output.Value)));
}

using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Workloads;
using Ec2 = Pulumi.Aws.Ec2;

namespace Slipway.Infra.Components.Aws;

/// <summary>One environment in one region of one AWS account: Fargate behind a load balancer, RDS, S3 and what they need.</summary>
public sealed class AwsTarget : ITarget
{
    private readonly WorkloadCatalog _catalog;
    private readonly AwsSettings _settings;
    private readonly Lazy<ComponentResourceOptions> _options;
    private readonly Lazy<Keys> _keys;
    private readonly Lazy<Network> _network;
    private readonly Lazy<AccessLogs> _accessLogs;
    private readonly Lazy<Secrets> _secrets;
    private readonly Lazy<Cluster> _cluster;
    private readonly Lazy<Registry> _registry;
    private readonly Lazy<Edge> _edge;
    private readonly Lazy<Postgres> _postgres;
    private readonly Lazy<ObjectStore> _objectStore;
    private readonly Dictionary<string, Volume> _volumes = [];
    private readonly Dictionary<string, Cache> _caches = [];
    private readonly Dictionary<string, Ec2.SecurityGroup> _groups = [];
    private readonly List<(string Workload, RequestedRoute Route)> _routes = [];
    private readonly List<RunningService> _services = [];
    private readonly Dictionary<string, Output<ImmutableArray<string>>> _made = [];

    public AwsTarget(WorkloadCatalog catalog, AwsSettings settings)
    {
        _catalog = catalog;
        _settings = settings;
        _options = new(() => new ComponentResourceOptions { Provider = Provider() });
        _keys = new(() => new Keys("keys", settings, Options));
        _network = new(() => new Network("network", settings, _keys.Value, Options));
        _accessLogs = new(() => new AccessLogs("access-logs", settings, Options));
        _secrets = new(() => new Secrets("secrets", settings, _keys.Value, Options));
        _cluster = new(() => new Cluster("cluster", settings, _network.Value, _keys.Value, Options));
        _registry = new(() => new Registry("registry", settings, _keys.Value, Options));
        _edge = new(() => new Edge("edge", new EdgeArgs
        {
            Settings = settings,
            Network = _network.Value,
            Keys = _keys.Value,
            Logs = _accessLogs.Value,
            IdleTimeout = LongestReadTimeout(),
        }, Options));
        _postgres = new(() => new Postgres("postgres", new PostgresArgs
        {
            Settings = settings,
            Network = _network.Value,
            Keys = _keys.Value,
            Secrets = _secrets.Value,
            Cluster = _cluster.Value,
        }, Options));
        _objectStore = new(() => new ObjectStore("object-store", settings, _keys.Value, _accessLogs.Value, Options));
    }

    private ComponentResourceOptions Options => _options.Value;

    public IEnumerable<string> Refusals() => new Refusals(_catalog, _settings).All();

    public Provided Provide(CatalogResource resource, IReadOnlyDictionary<string, Output<string>> parameters) => resource.Type switch
    {
        "postgres" => _postgres.Value.Database(resource.Name),
        "s3" => _objectStore.Value.Bucket(resource.Name),
        "redis" => (_caches[resource.Name] = new Cache(resource.Name, _settings, _network.Value, _keys.Value, Options)).Provided,
        "volume" => Volume(resource.Name),
        "environment" => new Provided(null, _settings.Environment),
        "service-port" => ServicePort(resource.ServicePort!),
        "dns" => Plain(("host", HostOf(resource))),
        "route" => Route(resource, parameters),
        _ => throw new InvalidOperationException($"'{resource.Type}' should have been refused."),
    };

    public void Run(Workload workload, IReadOnlyDictionary<string, Provided> provided)
    {
        var identity = new Identity(workload.Name, _settings, Options);
        var group = GroupOf(workload.Name);
        foreach (var resource in workload.Resources.Select(resource => _catalog.Resource(workload, resource.Name)).DistinctBy(resource => resource.Identity))
            LetIn(workload, resource, identity, group);

        var routes = RoutesOf(workload);
        var service = new WorkloadService(workload.Name, new WorkloadServiceArgs
        {
            Settings = _settings,
            Workload = workload,
            Network = _network.Value,
            Cluster = _cluster.Value,
            Secrets = _secrets.Value,
            Registry = _registry.Value,
            Identity = identity,
            Group = group,
            Lookup = reference => Lookup(workload, provided, reference),
            IsSecret = reference => IsSecret(workload, reference),
            VolumeOf = volume => _volumes[_catalog.Resource(workload, volume.Source.References.Single().Resource).Name],
            Routes = routes,
            Balancer = routes is null ? null : _edge.Value.Balancer,
            After = [.. provided.Values.Select(value => value.Ready).OfType<Resource>(), .. Mounts(workload)],
        }, Options);
        _services.AddRange(service.Services);
        _made[workload.Name] = DeclaredReleases.IdsOf([.. service.Services.Select(running => running.Service), .. routes?.Ready ?? []]);
    }

    public PlatformOutputs Complete()
    {
        TellOfTimeouts();
        var monitoring = new Monitoring("monitoring", new MonitoringArgs
        {
            Settings = _settings,
            Keys = _keys.Value,
            Network = _network.Value,
            Cluster = _cluster.Value,
            Services = [.. _services],
            Edge = _edge.IsValueCreated ? _edge.Value : null,
            Postgres = _postgres.IsValueCreated ? _postgres.Value : null,
            Caches = [.. _caches.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value))],
        }, Options);
        _ = new Prometheus("prometheus", new PrometheusArgs
        {
            Settings = _settings,
            Network = _network.Value,
            Cluster = _cluster.Value,
            Secrets = _secrets.Value,
            // Machines, edge, certificate, database and its backups are Amazon's, and watched by CloudWatch.
            Observed = new Observed { Stack = _settings.Stack, Catalog = _catalog, Thresholds = _settings.Monitoring.Thresholds, Figures = [] },
            Targets = [.. _services.SelectMany(Scrape)],
        }, Options);
        return new PlatformOutputs(Addresses(monitoring), Live()) { Releases = new DeclaredReleases(_catalog, _settings.Slots, _settings.Images).Of(_made) };
    }

    private Pulumi.Aws.Provider Provider() => new("aws", new Pulumi.Aws.ProviderArgs
    {
        Region = _settings.Region,
        AllowedAccountIds = { _settings.Account },
        DefaultTags = new Pulumi.Aws.Inputs.ProviderDefaultTagsArgs { Tags = _settings.Labels.All.ToDictionary(label => label.Key, label => label.Value) },
    });

    private Provided Volume(string name)
    {
        var volume = _volumes[name] = new Volume(name, _settings, _network.Value, _keys.Value, Options);
        return new Provided(volume, new Dictionary<string, Output<string>> { ["source"] = volume.Files.Id, ["type"] = Output.Create("efs") });
    }

    // Where a workload has two slots, others find the one that is live; itself it needs only the port.
    private Provided ServicePort(ServicePortTarget target)
    {
        var name = target.Workload.Name;
        return Plain(
            ("hostname", IsRouted(name) ? _cluster.Value.LiveSlotOf(name) : _cluster.Value.InstancesOf(name)),
            ("port", target.Port.TargetPort.ToString()));
    }

    private Provided Route(CatalogResource resource, IReadOnlyDictionary<string, Output<string>> parameters)
    {
        var workload = resource.Owner;
        var host = resource.Params["host"]!.AsTemplate!;
        var port = workload.FindPort(resource.Params["port"]!.AsTemplate!.LiteralText!)!;
        // Each host has one record, so that routes to one host must be told to be: most hosts are known before they are made.
        var key = host.References.All(reference => _catalog.Resource(workload, reference.Resource).Type == "dns")
            ? host.Resolve(reference => HostOf(_catalog.Resource(workload, reference.Resource))).Replace('.', '-')
            : $"{workload.Name}-{ShortName.Number(host.ToString(), 10000)}";
        _routes.Add((workload.Name, new RequestedRoute(resource.Name, key, parameters["host"], resource.Params["path"]!.AsTemplate!.LiteralText!, port)));

        if (RouteSettings.Read(resource.Metadata, _ => { }).Cache > TimeSpan.Zero)
            Log.Warn($"{resource.Name}: a load balancer of AWS keeps no answers, so slipway.dev/cache has no effect on target 'aws': every request reaches '{workload.Name}'.");
        return new Provided(null, ImmutableDictionary<string, Output<string>>.Empty);
    }

    private Routes? RoutesOf(Workload workload)
    {
        var requested = _routes.Where(entry => entry.Workload == workload.Name).Select(entry => entry.Route).ToImmutableArray();
        if (requested.IsEmpty)
            return null;
        foreach (var port in requested.Select(route => route.Port.TargetPort).Distinct())
            _network.Value.Allow("edge", _edge.Value.Group, GroupName(workload.Name), GroupOf(workload.Name), port);
        foreach (var port in requested.Select(route => Routes.HealthOf(workload, route.Port.TargetPort)?.Port).OfType<int>().Except(requested.Select(route => route.Port.TargetPort)))
            _network.Value.Allow("edge", _edge.Value.Group, GroupName(workload.Name), GroupOf(workload.Name), port);
        if (IsCalledByName(workload))
            _cluster.Value.NameLiveSlot(workload.Name);
        return new Routes(workload.Name, new RoutesArgs { Settings = _settings, Network = _network.Value, Edge = _edge.Value, Workload = workload, Routes = requested }, Options);
    }

    private bool IsCalledByName(Workload workload) => _catalog.Workloads.Any(caller => caller.Containers
        .SelectMany(container => container.Variables.Values.Concat(container.Files.Select(file => file.Content).OfType<Template>()))
        .SelectMany(text => text.References)
        .Any(reference => reference.Output == "hostname" && _catalog.Resource(caller, reference.Resource).ServicePort?.Workload.Name == workload.Name));

    /// <summary>Gives a workload what using a resource takes: a way to it, and the right to use it.</summary>
    private void LetIn(Workload workload, CatalogResource resource, Identity identity, Ec2.SecurityGroup group)
    {
        var from = GroupName(workload.Name);
        switch (resource.Type)
        {
            case "postgres":
                // All databases of an environment are on one server.
                if (workload.Resources.First(own => own.Type == "postgres").Identity == resource.Identity)
                    _network.Value.Allow(from, group, "postgres", _postgres.Value.Group, Postgres.Port);
                break;
            case "redis":
                _network.Value.Allow(from, group, resource.Name, _caches[resource.Name].Group, Cache.Port);
                break;
            case "volume":
                _network.Value.Allow(from, group, resource.Name, _volumes[resource.Name].Group, Components.Aws.Volume.Port);
                break;
            case "s3":
                foreach (var statement in _objectStore.Value.MayUse(resource.Name))
                    identity.Allow(statement);
                break;
            case "service-port" when resource.ServicePort!.Workload.Name != workload.Name && FirstUseOfPort(workload, resource):
                var target = resource.ServicePort;
                _network.Value.Allow(from, group, GroupName(target.Workload.Name), GroupOf(target.Workload.Name), target.Port.TargetPort,
                    target.Port.Protocol == PortProtocol.Udp ? "udp" : "tcp");
                break;
        }
    }

    // Two resources may stand for one port, and one rule lets both through.
    private bool FirstUseOfPort(Workload workload, CatalogResource resource) => workload.Resources
        .Select(own => _catalog.Resource(workload, own.Name))
        .First(own => own.ServicePort is { } port && port.Workload.Name == resource.ServicePort!.Workload.Name && port.Port.TargetPort == resource.ServicePort.Port.TargetPort)
        .Identity == resource.Identity;

    private IEnumerable<Resource> Mounts(Workload workload) => workload.Containers
        .SelectMany(container => container.Volumes)
        .Select(volume => _catalog.Resource(workload, volume.Source.References.Single().Resource).Name)
        .Distinct()
        .SelectMany(name => _volumes[name].Ready);

    private Ec2.SecurityGroup GroupOf(string workload)
    {
        if (!_groups.TryGetValue(workload, out var group))
            _groups[workload] = group = _network.Value.TaskGroup(GroupName(workload), $"Instances of {workload}");
        return group;
    }

    // A workload may be called like a part of the platform.
    private static string GroupName(string workload) => $"workload-{workload}";

    private string HostOf(CatalogResource dns) => $"{dns.Owner.Name}.{_settings.Domain}";

    private Output<string> Lookup(Workload workload, IReadOnlyDictionary<string, Provided> provided, ResourceReference reference)
    {
        var resource = _catalog.Resource(workload, reference.Resource);
        if (reference.Output is { } output)
            return provided[reference.Resource].Outputs[output];
        return resource.Type == "volume" ? provided[reference.Resource].Outputs["source"] : Output.Create(resource.Identity.ToString());
    }

    private bool IsSecret(Workload workload, ResourceReference reference)
    {
        var type = _catalog.Resource(workload, reference.Resource).Type;
        return reference.Output is { } output
            && (type == "environment" ? _settings.SecretKeys.Contains(output) : type != "s3" && ResourceTypes.Find(type)!.IsSecret(output));
    }

    private IEnumerable<(ScrapeTarget Target, string Name, Ec2.SecurityGroup Group, int Port)> Scrape(RunningService service)
    {
        var workload = _catalog.Workloads.First(workload => workload.Name == service.Workload);
        if (workload.Metrics is not { } metrics)
            yield break;
        var target = new ScrapeTarget(service.Name, [], metrics.Path) { Workload = workload.Name, Names = [new InstanceName(_cluster.Value.InstancesOf(service.Name), metrics.Port.TargetPort)] };
        yield return (target, GroupName(workload.Name), GroupOf(workload.Name), metrics.Port.TargetPort);
    }

    private Output<ImmutableDictionary<string, string>> Addresses(Monitoring monitoring)
    {
        var hosts = _routes.GroupBy(entry => entry.Workload).Select(group => group.First()).ToImmutableArray();
        var values = hosts.Select(entry => Output.Format($"https://{entry.Route.Host}/"))
            .Append(Output.Format($"https://{_settings.Region}.console.aws.amazon.com/cloudwatch/home?region={_settings.Region}#dashboards:name={monitoring.Dashboard}"))
            .Append(Output.Create($"http://{_cluster.Value.InstancesOf("prometheus")}:{Prometheus.Port}/"))
            .Append(Output.Create($"http://{_cluster.Value.InstancesOf("prometheus")}:{Prometheus.AlertmanagerPort}/"))
            .Concat(_edge.IsValueCreated ? [_edge.Value.Balancer.DnsName] : []);
        var names = hosts.Select(entry => entry.Workload).Append("dashboard").Append("prometheus").Append("alertmanager").Append("load-balancer");
        return Output.All(values).Apply(all => names.Zip(all).ToImmutableDictionary(pair => pair.First, pair => pair.Second));
    }

    private Output<ImmutableDictionary<string, object>> Live() => Output.All(_services.Select(service =>
            Output.Tuple(service.Service.Name, service.Task.Arn).Apply(values => (object)ImmutableDictionary<string, object>.Empty
                .Add("name", service.Name)
                .Add("workload", service.Workload)
                .Add("slot", service.Slot ?? "")
                .Add("service", values.Item1)
                .Add("version", values.Item2))))
        .Apply(services => ImmutableDictionary<string, object>.Empty
            .Add("region", _settings.Region)
            .Add("account", _settings.Account)
            .Add("services", services));

    private bool IsRouted(string workload) => _catalog.Resources.Any(resource => resource.Type == "route" && resource.Owner.Name == workload);

    private void TellOfTimeouts()
    {
        var longest = LongestReadTimeout();
        var shorter = _catalog.Resources
            .Where(resource => resource.Type == "route" && RouteSettings.Read(resource.Metadata, _ => { }).ReadTimeout < longest)
            .Select(resource => resource.Name)
            .ToList();
        if (shorter.Count > 0)
            Log.Info($"A load balancer of AWS has one timeout for all routes, so that on target 'aws' these give up after {longest.TotalSeconds:0} s rather than earlier: {string.Join(", ", shorter)}.");
    }

    private TimeSpan LongestReadTimeout() => _catalog.Resources
        .Where(resource => resource.Type == "route")
        .Select(resource => RouteSettings.Read(resource.Metadata, _ => { }).ReadTimeout)
        .DefaultIfEmpty(TimeSpan.FromSeconds(60))
        .Max();

    private static Provided Plain(params (string Name, string Value)[] outputs) =>
        new(null, outputs.ToDictionary(output => output.Name, output => Output.Create(output.Value)));
}

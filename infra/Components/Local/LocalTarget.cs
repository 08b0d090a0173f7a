using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Local;

public sealed record LocalTargetSettings
{
    public required string Stack { get; init; }

    public required Place Place { get; init; }

    public required int BasePort { get; init; }

    /// <summary>What <c>environment</c> resources give, by key.</summary>
    public required IReadOnlyDictionary<string, Output<string>> Environment { get; init; }

    /// <summary>The project of each workload, ready to be built.</summary>
    public required IReadOnlyDictionary<string, SourceTree> Projects { get; init; }

    public required MonitoringSettings Monitoring { get; init; }

    /// <summary>Null where it is not installed.</summary>
    public GrafanaProgram? Grafana { get; init; }

    /// <summary>The program of the S3 server.</summary>
    public required SourceTree S3Server { get; init; }
}

/// <summary>One machine: processes kept by supervisord, one PostgreSQL, one S3 server, one nginx, one Prometheus, all on loopback.</summary>
public sealed class LocalTarget : ITarget
{
    private readonly WorkloadCatalog _catalog;
    private readonly LocalTargetSettings _settings;
    private readonly PortPlan _ports;
    private readonly Lazy<Machine> _machine;
    private readonly Lazy<Postgres> _postgres;
    private readonly Lazy<ObjectStore> _objectStore;
    private readonly Dictionary<string, BuiltProgram> _programs = [];
    private readonly List<Output<Route>> _routes = [];
    private readonly List<Resource> _ready = [];

    /// <exception cref="RunException">More ports are needed than there are.</exception>
    public LocalTarget(WorkloadCatalog catalog, LocalTargetSettings settings)
    {
        _catalog = catalog;
        _settings = settings;
        _ports = PlanPorts();
        _machine = new(() => new Machine("machine", new MachineArgs { Place = settings.Place, Ports = _ports }));
        _postgres = new(() => new Postgres("postgres", _machine.Value));
        _objectStore = new(() => new ObjectStore("s3", _machine.Value, settings.S3Server));
    }

    public IEnumerable<string> Refusals()
    {
        foreach (var resource in _catalog.Resources.Where(resource => !Provides.Contains(resource.Type)))
        {
            foreach (var use in resource.Uses)
                yield return $"{use.Resource.File}:{use.Resource.Line}: resources.{use.Resource.Name}: target 'local' does not provide '{resource.Type}', only {string.Join(", ", Provides)}";
        }
        foreach (var route in _catalog.Resources.Where(resource => resource.Type == "route"))
        {
            var problems = new List<string>();
            RouteSettings.Read(route.Metadata, problems.Add);
            foreach (var problem in problems)
                yield return $"{route.Uses[0].Resource.File}:{route.Uses[0].Resource.Line}: resources.{route.Uses[0].Resource.Name}: {problem}";
        }
        foreach (var workload in _catalog.Workloads)
        {
            if (workload.Replicas > 1 && workload.Ports.FirstOrDefault(port => !AsksForPort(workload, port)) is { } insisted)
                yield return $"{workload.File}:{workload.Line}: target 'local' cannot run {workload.Replicas} replicas of '{workload.Name}' on one port {insisted.TargetPort}: let a variable take it from a service-port resource";
            foreach (var container in workload.Containers)
            {
                if (!container.NeedsImage)
                    yield return $"{workload.File}: containers.{container.Name}.image: target 'local' runs projects, not the image '{container.Image}': set it to \".\" and name the project in slipway.dev/project, or use a target with containers";
                foreach (var volume in container.Volumes.Where(volume => volume.Source.References.Count() != 1))
                    yield return $"{workload.File}: containers.{container.Name}.volumes.{volume.Target}.source: target 'local' mounts volume resources, not '{volume.Source}': declare one of type 'volume' and write ${{resources.<name>}}";
            }
        }
    }

    public Provided Provide(CatalogResource resource, IReadOnlyDictionary<string, Output<string>> parameters) => resource.Type switch
    {
        "postgres" => _postgres.Value.Database(resource.Name),
        "s3" => _objectStore.Value.Bucket(resource.Name),
        "volume" => Volume(resource.Name),
        "environment" => new Provided(null, _settings.Environment),
        "service-port" => ServicePort(resource.ServicePort!),
        "dns" => Plain(("host", $"{resource.Owner.Name}.localhost")),
        "route" => Route(resource, parameters),
        _ => throw new InvalidOperationException($"'{resource.Type}' should have been refused."),
    };

    public void Run(Workload workload, IReadOnlyDictionary<string, Provided> provided)
    {
        foreach (var warning in Warnings(workload))
            Log.Warn(warning);
        var units = new WorkloadUnits(workload.Name, _machine.Value, new WorkloadUnitsArgs
        {
            Workload = workload,
            Program = Program(_settings.Projects[workload.Name]),
            Lookup = (reference, instance) => Lookup(workload, provided, reference, instance),
            Port = (port, instance) => _ports[PortName(workload, port, instance)],
            After = [.. provided.Values.Select(value => value.Ready).OfType<Resource>()],
        });
        _ready.AddRange(units.Ready);
    }

    public PlatformOutputs Complete()
    {
        var edge = new Edge("edge", _machine.Value, _routes);
        var observed = new Observed
        {
            Stack = _settings.Stack,
            Catalog = _catalog,
            Thresholds = _settings.Monitoring.Thresholds,
            Figures = _postgres.IsValueCreated ? [Figures.Machine, Figures.Edge, Figures.Releases, Figures.Postgres] : [Figures.Machine, Figures.Edge, Figures.Releases],
        };
        _ = new Monitoring("monitoring", _machine.Value, new MonitoringArgs
        {
            Observed = observed,
            Workloads = [.. observed.Workloads.Select(Scrape)],
            Edge = edge,
            Postgres = _postgres.IsValueCreated ? _postgres.Value : null,
            SlackWebhook = _settings.Monitoring.SlackWebhook,
            Grafana = _settings.Grafana,
            Watched = [.. _ready],
        });
        var addresses = Output.All(_routes).Apply(routes => routes
            .GroupBy(route => route.Workload)
            .ToImmutableDictionary(group => group.Key, group => $"http://{group.First().Host}:{edge.Port}/")
            .Add("prometheus", $"http://127.0.0.1:{_ports["prometheus"]}/")
            .Add("alertmanager", $"http://127.0.0.1:{_ports["alertmanager"]}/")
            .AddRange(_settings.Grafana is null ? [] : [KeyValuePair.Create("grafana", $"http://127.0.0.1:{_ports["grafana"]}/")]));
        return new PlatformOutputs(addresses, Output.Create(Live()));
    }

    private ImmutableDictionary<string, object> Live() => ImmutableDictionary<string, object>.Empty
        .Add("root", _settings.Place.Root)
        .Add("user", _settings.Place.User)
        .Add("units", _machine.Value.Units
            .OrderBy(unit => unit.Name, StringComparer.Ordinal)
            .Select(unit => (object)ImmutableDictionary<string, object>.Empty
                .Add("name", unit.Name)
                .Add("workload", unit.Workload)
                .Add("version", unit.Version)
                .Add("address", unit.Address)
                .Add("ready", unit.Ready))
            .ToImmutableArray());

    /// <summary>What is asked for and not done, though the workload runs without it.</summary>
    internal static IEnumerable<string> Warnings(Workload workload) =>
        from container in workload.Containers
        where container.Limits.CpuMillicores is not null
        select $"{workload.File}: containers.{container.Name}.resources.limits.cpu: target 'local' runs processes of this machine and does not hold them to {container.Limits.CpuMillicores:0.###}m";

    private static ImmutableArray<string> Provides { get; } = ["postgres", "s3", "route", "environment", "secret", "volume", "service-port", "dns"];

    private Provided Volume(string name)
    {
        var folder = _machine.Value.Run(_machine.Value, name, "volume.sh", "volume-delete.sh", new InputMap<string> { ["NAME"] = name });
        return new Provided(folder, new Dictionary<string, Output<string>>
        {
            ["source"] = Output.Create(_settings.Place.Path("data", "volumes", name)),
            ["type"] = Output.Create("bind"),
        });
    }

    private Provided ServicePort(ServicePortTarget target) => Plain(
        ("hostname", "127.0.0.1"),
        ("port", _ports[PortName(target.Workload, target.Port, 0)].ToString()));

    private Provided Route(CatalogResource resource, IReadOnlyDictionary<string, Output<string>> parameters)
    {
        var workload = resource.Owner;
        var settings = RouteSettings.Read(resource.Metadata, _ => { });
        _routes.Add(Output.Tuple(parameters["host"], parameters["path"], parameters["port"]).Apply(route =>
        {
            var port = workload.FindPort(route.Item3)
                ?? throw new RunException($"{resource.Uses[0].Resource.File}:{resource.Uses[0].Resource.Line}: resources.{resource.Uses[0].Resource.Name}.params.port is '{route.Item3}', expected a port of workload '{workload.Name}'.");
            return new Route(route.Item1, route.Item2, workload.Name, Instances(workload, port), settings) { Hidden = workload.Metrics?.Path };
        }));
        return new Provided(null, ImmutableDictionary<string, Output<string>>.Empty);
    }

    private Output<string> Lookup(Workload workload, IReadOnlyDictionary<string, Provided> provided, ResourceReference reference, int instance)
    {
        var resource = _catalog.Resource(workload, reference.Resource);
        var outputs = provided[reference.Resource].Outputs;
        if (reference.Output is not { } output)
            return resource.Type == "volume" ? outputs["source"] : Output.Create(resource.Identity.ToString());
        // An instance that asks for its own port gets its own, not the first one's.
        if (output == "port" && resource.ServicePort is { } own && own.Workload.Name == workload.Name)
            return Output.Create(_ports[PortName(workload, own.Port, instance)].ToString());
        return outputs[output];
    }

    private BuiltProgram Program(SourceTree project)
    {
        var name = Path.GetFileNameWithoutExtension(project.Path);
        var key = $"{name}-{project.Hash}";
        if (_programs.TryGetValue(key, out var program))
            return program;
        var output = _settings.Place.Path("builds", key);
        var built = _machine.Value.Build(_machine.Value, $"build-{name.ToLowerInvariant()}", "build.sh",
            new InputMap<string> { ["PROJECT"] = project.Path, ["OUTPUT"] = output }, project.Hash);
        ImmutableArray<string> command = project.Path.EndsWith(".csproj", StringComparison.Ordinal)
            ? ["dotnet", Path.Combine(output, name + ".dll")]
            : ["npm", "--prefix", output, "start", "--"];
        return _programs[key] = new BuiltProgram(built, command, project.Hash);
    }

    private ScrapeTarget Scrape(Workload workload) =>
        new(workload.Name, Instances(workload, workload.Metrics!.Port), workload.Metrics.Path) { Workload = workload.Name };

    private ImmutableArray<string> Instances(Workload workload, ServicePort port) =>
        [.. Enumerable.Range(0, workload.Replicas).Select(instance => $"127.0.0.1:{_ports[PortName(workload, port, instance)]}")];

    private PortPlan PlanPorts()
    {
        var asked = new List<string>();
        var insisted = new Dictionary<string, int>();
        foreach (var (workload, port) in _catalog.Workloads.SelectMany(workload => workload.Ports.Select(port => (workload, port))))
        {
            if (AsksForPort(workload, port))
                asked.AddRange(Enumerable.Range(0, workload.Replicas).Select(instance => PortName(workload, port, instance)));
            else
                insisted[PortName(workload, port, 0)] = port.TargetPort;
        }
        return PortPlan.Make(_settings.BasePort, asked, insisted);
    }

    private static string PortName(Workload workload, ServicePort port, int instance) =>
        instance == 0 ? $"{workload.Name}/{port.Name}" : $"{workload.Name}/{port.Name}/{instance + 1}";

    // A workload that takes its port from a service-port resource of its own listens wherever it is told;
    // another one listens on the port it declares, and there is only one of those on a machine.
    private bool AsksForPort(Workload workload, ServicePort port) =>
        workload.Containers.SelectMany(container => container.Variables.Values).SelectMany(variable => variable.References).Any(reference =>
            reference.Output == "port"
            && _catalog.Resource(workload, reference.Resource).ServicePort is { } target
            && target.Workload.Name == workload.Name
            && target.Port.Name == port.Name);

    private static Provided Plain(params (string Name, string Value)[] outputs) =>
        new(null, outputs.ToDictionary(output => output.Name, output => Output.Create(output.Value)));
}

using System.Collections.Immutable;
using Pulumi;
using Pulumi.Command.Local;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Releases;
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

    /// <summary>The version of each workload that the files describe.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>The migrations of each workload, as absolute paths.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<string>> Migrations { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>What is said of the slots of workloads; one that is not named has its first.</summary>
    public IReadOnlyDictionary<string, ReleaseState> Releases { get; init; } = ImmutableDictionary<string, ReleaseState>.Empty;

    /// <summary>The versions that slots are kept at.</summary>
    public IReadOnlyDictionary<(string Workload, string Slot), Workload> Kept { get; init; } = ImmutableDictionary<(string, string), Workload>.Empty;
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
    private readonly LocalReleases _releases;
    private readonly Dictionary<string, BuiltProgram> _programs = [];
    private readonly Dictionary<ResourceIdentity, Provided> _provided = [];
    private readonly List<Output<Route>> _routes = [];
    private readonly Dictionary<string, ImmutableArray<Resource>> _ready = [];

    /// <exception cref="RunException">More ports are needed than there are.</exception>
    public LocalTarget(WorkloadCatalog catalog, LocalTargetSettings settings)
    {
        _catalog = catalog;
        _settings = settings;
        _releases = new LocalReleases(catalog, settings);
        _ports = _releases.Ports;
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
            foreach (var slot in Slots.Names.Where(slot => workload.Name.EndsWith($"-{slot}", StringComparison.Ordinal)))
            {
                if (_catalog.Workloads.Any(other => $"{other.Name}-{slot}" == workload.Name))
                    yield return $"{workload.File}:{workload.Line}: metadata.name is '{workload.Name}', the name of slot '{slot}' of '{workload.Name[..^(slot.Length + 1)]}'; choose another";
            }
            if (workload.Replicas > 1 && workload.Ports.FirstOrDefault(port => !_releases.AsksForPort(workload, port)) is { } insisted)
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

    public Provided Provide(CatalogResource resource, IReadOnlyDictionary<string, Output<string>> parameters) => _provided[resource.Identity] = resource.Type switch
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
        // Some resources are provided by the stack itself, alike on every target.
        foreach (var resource in workload.Resources)
            _provided[resource.Identity] = provided[resource.Name];
        var ready = new List<Resource>();
        foreach (var slot in _releases.SlotsOf(workload))
        {
            var version = slot.IsKept ? _settings.Kept[(workload.Name, slot.Name)] : workload;
            var state = slot.Name.Length == 0 ? new SlotState() : _releases[workload.Name].Slots[slot.Name];
            var units = new WorkloadUnits(slot.Name.Length == 0 ? workload.Name : $"{workload.Name}-{slot.Name}", _machine.Value, new WorkloadUnitsArgs
            {
                Workload = version,
                Slot = slot.Name,
                Version = slot.IsKept ? state.Version ?? "" : _settings.Versions[workload.Name],
                Program = slot.IsKept ? KeptProgram(state.Build) : Program(_settings.Projects[workload.Name]),
                Lookup = (reference, instance) => Lookup(version, slot, reference, instance),
                Port = (port, instance) => _ports[LocalReleases.PortName(version, port, slot.Name, instance)],
                After = [.. version.Resources.Select(resource => _provided.GetValueOrDefault(resource.Identity)?.Ready).OfType<Resource>()],
            }, slot.IsKept ? WorkloadUnits.Kept : null);
            ready.AddRange(units.Ready);
        }
        if (_releases.HasTraffic(workload))
            ready.Add(Traffic(workload, ready));
        _ready[workload.Name] = [.. ready];
    }

    public PlatformOutputs Complete()
    {
        var edge = new Edge("edge", _machine.Value, _routes, _releases.Doors);
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
            Watched = [.. _ready.Values.SelectMany(ready => ready)],
        });
        var addresses = Output.All(_routes).Apply(routes => routes
            .GroupBy(route => route.Workload)
            .ToImmutableDictionary(group => group.Key, group => $"http://{group.First().Host}:{edge.Port}/")
            .Add("prometheus", $"http://127.0.0.1:{_ports["prometheus"]}/")
            .Add("alertmanager", $"http://127.0.0.1:{_ports["alertmanager"]}/")
            .AddRange(_settings.Grafana is null ? [] : [KeyValuePair.Create("grafana", $"http://127.0.0.1:{_ports["grafana"]}/")]));
        return new PlatformOutputs(addresses, Output.Create(Live())) { Releases = _releases.Declared(_ready.ToDictionary(entry => entry.Key, entry => Output.All(entry.Value.OfType<CustomResource>().Select(resource => resource.Id)))) };
    }

    private ImmutableDictionary<string, object> Live() => ImmutableDictionary<string, object>.Empty
        .Add("root", _settings.Place.Root)
        .Add("user", _settings.Place.User)
        .Add("units", _machine.Value.Units
            .OrderBy(unit => unit.Name, StringComparer.Ordinal)
            .Select(unit => (object)ImmutableDictionary<string, object>.Empty
                .Add("name", unit.Name)
                .Add("workload", unit.Workload)
                .Add("slot", unit.Slot)
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
        ("port", _ports[_releases.DoorName(target.Workload, target.Port)].ToString()));

    private Provided Route(CatalogResource resource, IReadOnlyDictionary<string, Output<string>> parameters)
    {
        var workload = resource.Owner;
        var settings = RouteSettings.Read(resource.Metadata, _ => { });
        _routes.Add(Output.Tuple(parameters["host"], parameters["path"], parameters["port"]).Apply(route =>
        {
            var port = workload.FindPort(route.Item3)
                ?? throw new RunException($"{resource.Uses[0].Resource.File}:{resource.Uses[0].Resource.Line}: resources.{resource.Uses[0].Resource.Name}.params.port is '{route.Item3}', expected a port of workload '{workload.Name}'.");
            return _releases.RouteTo(workload, port, route.Item1, route.Item2, settings);
        }));
        return new Provided(null, ImmutableDictionary<string, Output<string>>.Empty);
    }

    private Command Traffic(Workload workload, IReadOnlyCollection<Resource> after) =>
        _machine.Value.Run(_machine.Value, $"{workload.Name}-traffic", "traffic.sh", "traffic-delete.sh", new InputMap<string>
        {
            ["FOLDER"] = Path.Combine(Edge.TrafficFolder(_settings.Place), workload.Name),
            ["SHARE"] = (_releases[workload.Name].Slots.GetValueOrDefault(Slots.Green)?.Weight ?? 0).ToString(),
        }, after: [.. after]);

    private Output<string> Lookup(Workload version, Slot slot, ResourceReference reference, int instance)
    {
        // What a kept version refers to may be gone from the files, and its inputs are those recorded, whatever is computed here.
        if (slot.IsKept)
            return Output.Create("");
        var resource = _catalog.Resource(version, reference.Resource);
        var provided = _provided[resource.Identity];
        if (reference.Output is not { } output)
            return resource.Type == "volume" ? provided.Outputs["source"] : Output.Create(resource.Identity.ToString());
        // An instance that asks for its own port gets its own, not the one that others call.
        if (output == "port" && resource.ServicePort is { } own && own.Workload.Name == version.Name)
            return Output.Create(_ports[LocalReleases.PortName(version, own.Port, slot.Name, instance)].ToString());
        return provided.Outputs[output];
    }

    private BuiltProgram Program(SourceTree project)
    {
        var key = LocalReleases.BuildOf(project);
        if (_programs.TryGetValue(key, out var program))
            return program;
        var output = _settings.Place.Path("builds", key);
        var built = _machine.Value.Build(_machine.Value, $"build-{key.ToLowerInvariant()}", "build.sh",
            new InputMap<string> { ["PROJECT"] = project.Path, ["OUTPUT"] = output }, hash: null);
        ImmutableArray<string> command = project.Path.EndsWith(".csproj", StringComparison.Ordinal)
            ? ["dotnet", Path.Combine(output, Path.GetFileNameWithoutExtension(project.Path) + ".dll")]
            : ["npm", "--prefix", output, "start", "--"];
        return _programs[key] = new BuiltProgram(built, command);
    }

    // It is there already: nothing of what is said here reaches it.
    private BuiltProgram KeptProgram(string build) => _programs.TryGetValue(build, out var program)
        ? program
        // The files may still describe that build: then they say how it is made and run.
        : _settings.Projects.Values.FirstOrDefault(project => LocalReleases.BuildOf(project) == build) is { } project ? Program(project)
        : _programs[build] = new BuiltProgram(
            _machine.Value.Build(_machine.Value, $"build-{build.ToLowerInvariant()}", "build.sh", new InputMap<string> { ["OUTPUT"] = _settings.Place.Path("builds", build) }, hash: null), []);

    private ScrapeTarget Scrape(Workload workload) =>
        new(workload.Name, [], workload.Metrics!.Path) { Workload = workload.Name, Slots = _releases.InstancesBySlot(workload, workload.Metrics.Port) };

    private static Provided Plain(params (string Name, string Value)[] outputs) =>
        new(null, outputs.ToDictionary(output => output.Name, output => Output.Create(output.Value)));
}

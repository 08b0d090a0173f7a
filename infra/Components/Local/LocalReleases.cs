using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Local;

/// <summary>Which slots of which workloads run on this machine, and at which ports.</summary>
public sealed class LocalReleases
{
    private readonly WorkloadCatalog _catalog;
    private readonly LocalTargetSettings _settings;
    private readonly ImmutableSortedDictionary<string, ReleaseState> _states;

    /// <exception cref="InvalidOperationException">More ports are needed than there are.</exception>
    public LocalReleases(WorkloadCatalog catalog, LocalTargetSettings settings)
    {
        _catalog = catalog;
        _settings = settings;
        _states = catalog.Workloads.Where(workload => workload.Kind == WorkloadKind.Service).ToImmutableSortedDictionary(workload => workload.Name, StateOf, StringComparer.Ordinal);
        Ports = PlanPorts();
    }

    public PortPlan Ports { get; }

    public ReleaseState this[string workload] => _states[workload];

    /// <summary>What a build is called in the folder of builds.</summary>
    public static string BuildOf(SourceTree project) => $"{Path.GetFileNameWithoutExtension(project.Path)}-{project.Hash}";

    /// <summary>The slots to declare; a job has one without a name.</summary>
    public IEnumerable<Slot> SlotsOf(Workload workload) =>
        workload.Kind == WorkloadKind.Job ? [new Slot("", 100, IsKept: false)] : _states[workload.Name].Declared;

    /// <summary>Whether requests reach the workload by a way that can be divided.</summary>
    public bool HasTraffic(Workload workload) =>
        workload.Kind == WorkloadKind.Service && WhyRecreated(workload) is null && TakesRequests(workload);

    /// <summary>The ports at which workloads reach others that can be released.</summary>
    public IReadOnlyList<Door> Doors =>
    [
        .. from workload in _catalog.Workloads
           where WhyRecreated(workload) is null
           from port in workload.Ports
           where IsCalled(workload, port)
           let settings = new RouteSettings { ReadTimeout = TimeSpan.FromHours(1), Buffering = false }
           select new Door(Ports[DoorName(workload, port)], RouteTo(workload, port, "", "/", settings)),
    ];

    public static string PortName(Workload workload, ServicePort port, string slot, int instance) =>
        $"{workload.Name}{(slot.Length == 0 ? "" : $"/{slot}")}/{port.Name}{(instance == 0 ? "" : $"/{instance + 1}")}";

    /// <summary>The port that others are told: a door where there is one, else that of the one slot there is.</summary>
    public string DoorName(Workload workload, ServicePort port) => workload switch
    {
        { Kind: WorkloadKind.Job } => PortName(workload, port, "", 0),
        _ when WhyRecreated(workload) is null && IsCalled(workload, port) => $"{workload.Name}/{port.Name}",
        _ => PortName(workload, port, _states[workload.Name].Stable, 0),
    };

    /// <summary>A route to every instance of every slot: those that do not run get no share.</summary>
    public Route RouteTo(Workload workload, ServicePort port, string host, string path, RouteSettings settings)
    {
        var slots = WhyRecreated(workload) is null ? Slots.Names : [_states[workload.Name].Stable];
        var instances = slots.ToImmutableSortedDictionary(slot => slot, slot => InstancesIn(workload, port, slot), StringComparer.Ordinal);
        return slots.Count == 1
            ? new Route(host, path, workload.Name, instances.Values.Single(), settings) { Hidden = workload.Metrics?.Path }
            : new Route(host, path, workload.Name, [], settings) { Slots = instances, Hidden = workload.Metrics?.Path };
    }

    /// <summary>Where a port of the workload is answered, in each slot that runs.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> InstancesBySlot(Workload workload, ServicePort port) =>
        SlotsOf(workload).ToImmutableSortedDictionary(slot => slot.Name, slot => InstancesIn(workload, port, slot.Name), StringComparer.Ordinal);

    /// <summary>What was declared, for whoever goes on from it.</summary>
    /// <param name="instances">What was made of each workload.</param>
    public ImmutableArray<WorkloadRelease> Declared(IReadOnlyDictionary<string, Output<ImmutableArray<string>>> instances) =>
    [
        .. from workload in _catalog.Workloads
           where workload.Kind == WorkloadKind.Service
           let routes = _catalog.Resources.Where(resource => resource.Type == "route" && resource.Owner == workload).ToList()
           select new WorkloadRelease(workload, Filled(workload))
           {
               Current = _settings.Versions[workload.Name],
               IsRouted = TakesRequests(workload),
               Addresses = workload.Ports.IsEmpty
                   ? ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty
                   : InstancesBySlot(workload, workload.Ports[0]),
               Streams = [.. routes.Where(route => !RouteSettings.Read(route.Metadata, _ => { }).Buffering).Select(route => route.Params["path"]?.AsTemplate?.LiteralText).OfType<string>()],
               Migrations = _settings.Migrations.GetValueOrDefault(workload.Name, []),
               Instances = instances[workload.Name],
               RecreatedBecause = WhyRecreated(workload),
           },
    ];

    /// <summary>Whether a workload takes a port from a service-port resource of its own, and so listens wherever it is told. Another one listens on the port it declares, and there is only one of those on a machine.</summary>
    public bool AsksForPort(Workload workload, ServicePort port) =>
        workload.Containers.SelectMany(container => container.Variables.Values).SelectMany(variable => variable.References).Any(reference =>
            reference.Output == "port"
            && _catalog.Resource(workload, reference.Resource).ServicePort is { } target
            && target.Workload.Name == workload.Name
            && target.Port.Name == port.Name);

    /// <summary>Null where two versions can stand side by side; else why they cannot.</summary>
    private string? WhyRecreated(Workload workload)
    {
        if (workload.IsRecreated)
            return "it says slipway.dev/strategy: recreate";
        if (workload.Ports.FirstOrDefault(port => !AsksForPort(workload, port)) is { } insisted)
            return $"it listens on port {insisted.TargetPort} wherever it runs, which only one version can";
        return workload.Ports.FirstOrDefault(port => IsCalled(workload, port) && !SpeaksHttp(workload, port)) is { } raw
            ? $"other workloads call its port '{raw.Name}', of which nothing says that it speaks HTTP, so nothing can stand before it"
            : null;
    }

    private ReleaseState StateOf(Workload workload)
    {
        var recorded = _settings.Releases.GetValueOrDefault(workload.Name, ReleaseState.First);
        // Where versions cannot stand side by side, and where all ports move, the one there is is written in its place.
        var inPlace = WhyRecreated(workload) is not null
            || recorded.Slots.Values.SelectMany(slot => slot.Ports.Values).Any(port => !PortPlan.IsWithin(_settings.BasePort, port))
            || recorded.Slots.Any(slot => slot.Value.IsKept && !_settings.Kept.ContainsKey((workload.Name, slot.Key)));
        return inPlace
            ? new ReleaseState { Stable = recorded.Stable, Slots = ReleaseState.First.Slots.Clear().Add(recorded.Stable, new SlotState { Weight = 100 }) }
            : recorded;
    }

    private ReleaseState Filled(Workload workload)
    {
        var state = _states[workload.Name];
        return state with
        {
            Slots = state.Slots.SetItems(state.Slots.Where(slot => !slot.Value.IsKept).Select(slot => KeyValuePair.Create(slot.Key, slot.Value with
            {
                Version = _settings.Versions[workload.Name],
                Description = workload.Description,
                Build = _settings.Projects.TryGetValue(workload.Name, out var project) ? BuildOf(project) : "",
                Ports = PortNames(workload, slot.Key).ToImmutableSortedDictionary(name => name, name => Ports[name], StringComparer.Ordinal),
                Migrations = [.. _settings.Migrations.GetValueOrDefault(workload.Name, []).Select(path => Path.GetFileName(path))],
            }))),
        };
    }

    private PortPlan PlanPorts()
    {
        var asked = new List<string>();
        var insisted = new Dictionary<string, int>();
        foreach (var workload in _catalog.Workloads)
        {
            foreach (var port in workload.Ports.Where(port => !AsksForPort(workload, port)))
                insisted[PortName(workload, port, workload.Kind == WorkloadKind.Job ? "" : _states[workload.Name].Stable, 0)] = port.TargetPort;
            if (workload.Kind == WorkloadKind.Job)
                asked.AddRange(PortNames(workload, ""));
            else if (WhyRecreated(workload) is not null)
                asked.AddRange(PortNames(workload, _states[workload.Name].Stable));
            else
                asked.AddRange([.. Slots.Names.SelectMany(slot => PortNames(workload, slot)), .. workload.Ports.Where(port => IsCalled(workload, port)).Select(port => DoorName(workload, port))]);
        }
        // A kept version may listen on ports that the files no longer have.
        var granted = _states.Values.SelectMany(state => state.Slots.Values).SelectMany(slot => slot.Ports).Where(port => PortPlan.IsWithin(_settings.BasePort, port.Value))
            .DistinctBy(port => port.Value).ToDictionary();
        return PortPlan.Make(_settings.BasePort, asked.Distinct(), insisted, granted);
    }

    private IEnumerable<string> PortNames(Workload workload, string slot) =>
        from port in workload.Ports
        where AsksForPort(workload, port)
        from instance in Enumerable.Range(0, workload.Replicas)
        select PortName(workload, port, slot, instance);

    private ImmutableArray<string> Instances(Workload workload, ServicePort port, string slot) =>
        [.. Enumerable.Range(0, workload.Replicas).Select(instance => $"127.0.0.1:{Ports[PortName(workload, port, slot, instance)]}")];

    // A version that is kept has as many instances as it says, not as the files say now.
    private ImmutableArray<string> InstancesIn(Workload workload, ServicePort port, string slot)
    {
        var version = slot.Length > 0 && _states[workload.Name].Slots.GetValueOrDefault(slot) is { IsKept: true } ? _settings.Kept[(workload.Name, slot)] : workload;
        return version.Ports.FirstOrDefault(candidate => candidate.Name == port.Name) is { } found ? Instances(version, found, slot) : Instances(workload, port, slot);
    }

    private bool TakesRequests(Workload workload) =>
        _catalog.Resources.Any(resource => resource.Type == "route" && resource.Owner == workload) || Doors.Any(door => door.Route.Workload == workload.Name);

    private bool IsCalled(Workload workload, ServicePort port) =>
        _catalog.Resources.Any(resource => resource.ServicePort is { } target && target.Workload == workload && target.Port == port && resource.Uses.Any(use => use.Workload.Name != workload.Name));

    private bool SpeaksHttp(Workload workload, ServicePort port) =>
        workload.Metrics?.Port == port
        || _catalog.Resources.Any(resource => resource.Type == "route" && resource.Owner == workload && resource.Params["port"]?.AsTemplate?.LiteralText is { } named && workload.FindPort(named) == port)
        || workload.Containers.SelectMany(container => new[] { container.Readiness?.Http, container.Liveness?.Http }).Any(probe => probe?.Port == port.TargetPort);
}

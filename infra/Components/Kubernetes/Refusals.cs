using System.Text.RegularExpressions;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>What a catalogue, or the stack's settings for it, ask that this target cannot do.</summary>
internal sealed partial class Refusals(WorkloadCatalog catalog, KubernetesSettings settings)
{
    // A ConfigMap or Secret holds a mebibyte; some of it goes to keys.
    private const long MostConfiguration = 1_000_000;

    private static readonly string[] WithoutParameters = ["postgres", "s3", "redis", "environment", "dns"];

    private static readonly string[] TakenPaths = ["/", "/dev", "/proc", "/sys"];

    public IEnumerable<string> All() =>
        OfSettings()
            .Concat(catalog.Resources.SelectMany(OfResource))
            .Concat(OfNames())
            .Concat(catalog.Workloads.SelectMany(workload => OfWorkload(workload).Concat(workload.Containers.SelectMany(container => OfContainer(workload, container)))));

    private IEnumerable<string> OfSettings()
    {
        foreach (var (name, value) in settings.Labels.All.Where(label => !LabelValue().IsMatch(label.Value)))
            yield return $"slipway: {name} is '{value}', which cannot be a label in Kubernetes: use at most 63 letters, digits, '-', '_' and '.', with a letter or digit first and last";
        foreach (var name in settings.Internet.Where(name => Find(name) is null))
            yield return $"slipway:internet names the workload '{name}', which there is not; {Suggestion.For(name, catalog.Workloads.Select(workload => workload.Name))}";
        foreach (var name in settings.Slots.Workloads)
        {
            if (Find(name) is not { } workload)
                yield return $"slipway:releases names the workload '{name}', which there is not; {Suggestion.For(name, catalog.Workloads.Select(candidate => candidate.Name))}";
            else if (workload.Kind == WorkloadKind.Job || workload.Ports.IsEmpty)
                yield return $"slipway:releases names the workload '{name}', which takes no requests that could be divided: remove it";
            else if (settings.IsSingle(workload) && settings.Slots.Of(name).Length > 1)
                yield return $"slipway:releases puts the workload '{name}' into two slots at once, but its volume mounts once: set slipway:volumeAccess to ReadWriteMany, with a storage class that can, or use one slot";
        }
    }

    private IEnumerable<string> OfResource(CatalogResource resource)
    {
        if (!KubernetesTarget.Provides.Contains(resource.Type))
        {
            foreach (var use in resource.Uses)
                yield return $"{Place(use)}: target 'kubernetes' does not provide '{resource.Type}', only {string.Join(", ", KubernetesTarget.Provides)}";
        }
        if (WithoutParameters.Contains(resource.Type))
        {
            foreach (var name in resource.Params.Entries.Keys)
                yield return $"{Place(resource)}.params.{name}: target 'kubernetes' has no such setting for '{resource.Type}': remove it";
        }
        foreach (var problem in resource.Type switch
        {
            "route" => OfRoute(resource),
            "volume" => OfVolume(resource),
            "service-port" => OfServicePort(resource),
            _ => [],
        })
        {
            yield return problem;
        }
    }

    private IEnumerable<string> OfRoute(CatalogResource route)
    {
        var problems = new List<string>();
        RouteSettings.Read(route.Metadata, problems.Add);
        foreach (var problem in problems)
            yield return $"{Place(route)}: {problem}";

        if (route.Owner.Kind == WorkloadKind.Job)
            yield return $"{Place(route)}: leads to the job '{route.Owner.Name}', which takes no requests: remove the route, or the annotation slipway.dev/kind";
        if (route.Params["host"] is null)
            yield return $"{Place(route)}.params.host is missing, expected a name such as ${{resources.dns.host}}; add it";
        else if (Literal(route, "host") is { } host && !HostName().IsMatch(host))
            yield return $"{Place(route)}.params.host is '{host}', expected a name in lower case such as 'shop.{settings.Domain}'";
        if (Literal(route, "path") is { } path && !path.StartsWith('/'))
            yield return $"{Place(route)}.params.path is '{path}', expected a path that starts with '/'";
        foreach (var name in route.Params.Entries.Keys.Except(["host", "path", "port"]))
            yield return $"{Place(route)}.params.{name}: target 'kubernetes' has no such setting for 'route': remove it";

        if (RoutePort.Of(catalog, route) is not { } port)
            yield return $"{Place(route)}.params.port is {(route.Params["port"]?.AsTemplate is { } given ? $"'{given}'" : "missing")}, expected the name or number of a port of '{route.Owner.Name}': {string.Join(", ", route.Owner.Ports.Select(candidate => candidate.Name))}";
        else if (port.Protocol == PortProtocol.Udp)
            yield return $"{Place(route)}.params.port is '{port.Name}', a UDP port: target 'kubernetes' routes HTTP";
    }

    private IEnumerable<string> OfVolume(CatalogResource volume)
    {
        foreach (var name in volume.Params.Entries.Keys.Where(name => name != "size"))
            yield return $"{Place(volume)}.params.{name}: target 'kubernetes' has no such setting for 'volume', only size: remove it";
        if (volume.Params["size"] is { } size && (size.AsTemplate?.LiteralText is not { } text || !StorageSize.IsValid(text)))
            yield return $"{Place(volume)}.params.size is '{size.AsTemplate?.ToString() ?? "no text"}', expected {StorageSize.Form}";
        var users = volume.Uses.Select(use => use.Workload.Name).Distinct().ToList();
        if (users.Count > 1 && settings.Storage.Access == "ReadWriteOnce")
            yield return $"{Place(volume)}: is used by {string.Join(" and ", users)}, but volumes of this stack mount in one workload: set slipway:volumeAccess to ReadWriteMany, with a storage class that can, or give each a volume of its own";
    }

    private static IEnumerable<string> OfServicePort(CatalogResource resource)
    {
        if (resource.ServicePort!.Workload.Kind == WorkloadKind.Job && resource.Uses.Any(use => use.Workload.Name != resource.ServicePort.Workload.Name))
            yield return $"{Place(resource)}: stands for the job '{resource.ServicePort.Workload.Name}', which nobody can call: it has no Service";
    }

    /// <summary>Names of Services, which parts, workloads and slots share.</summary>
    private IEnumerable<string> OfNames()
    {
        var taken = Parts.Names.Concat(["default-deny", "dns", "certificate-solvers"]).ToDictionary(name => name, _ => "a part of the platform");
        foreach (var cache in catalog.Resources.Where(resource => resource.Type == "redis"))
            taken.TryAdd(Cache.NameOf(cache), $"the resource {cache.Identity}");
        foreach (var workload in catalog.Workloads)
        {
            string[] names = workload.Kind == WorkloadKind.Job
                ? [workload.Name]
                :
                [
                    workload.Name,
                    .. Slots.Names.SelectMany(slot => new[] { WorkloadService.SlotName(workload.Name, slot), WorkloadService.InstancesName(workload.Name, slot) }),
                ];
            foreach (var name in names)
            {
                if (!taken.TryAdd(name, $"the workload '{workload.Name}'"))
                    yield return $"{workload.File}:{workload.Line}: the workload '{workload.Name}' needs the name '{name}', which {taken[name]} has on target 'kubernetes'; rename the workload";
            }
        }
    }

    private IEnumerable<string> OfWorkload(Workload workload)
    {
        var place = $"{workload.File}:{workload.Line}";
        var replicas = settings.ReplicasOf(workload);
        if (replicas > settings.MaximumReplicas && workload.Kind == WorkloadKind.Service)
            yield return $"{place}: '{workload.Name}' has {replicas} replicas, the stack allows at most {settings.MaximumReplicas}: raise slipway:maxReplicas";
        if (replicas > 1 && settings.IsSingle(workload))
            yield return $"{place}: '{workload.Name}' has {replicas} replicas and a volume, which mounts once: set slipway:volumeAccess to ReadWriteMany, with a storage class that can, or slipway.dev/replicas to \"1\"";
        foreach (var same in workload.Ports.GroupBy(port => (port.Port, port.Protocol)).Where(group => group.Count() > 1))
            yield return $"{place}: service.ports: {string.Join(" and ", same.Select(port => port.Name))} both have the number {same.Key.Port}, which a Service has once; change one";
        var size = workload.Containers.SelectMany(container => container.Files)
            .Sum(file => file.Content is { } content ? content.ToString().Length : (file.Bytes!.Value.Length * 4L / 3) + 4);
        if (size > MostConfiguration)
            yield return $"{place}: the files of '{workload.Name}' have {size} bytes, target 'kubernetes' takes {MostConfiguration}: put them into the image or a volume";
    }

    private IEnumerable<string> OfContainer(Workload workload, WorkloadContainer container)
    {
        var place = $"{workload.File}: containers.{container.Name}";
        if (settings.Images.Of(workload, container) is null)
            yield return $"{place}.image: nothing says which image '.' is: set slipway:tag and slipway:registry, or slipway:images for '{workload.Name}'";
        foreach (var name in container.Variables.Keys.Where(name => !VariableName().IsMatch(name)))
            yield return $"{place}.variables.{name}: target 'kubernetes' takes names of letters, digits, '_', '-' and '.' that do not start with a digit; rename it";

        foreach (var volume in container.Volumes.Where(volume => !IsVolume(workload, volume)))
            yield return $"{place}.volumes.{volume.Target}.source: target 'kubernetes' mounts volume resources, not '{volume.Source}': declare one of type 'volume' and write ${{resources.<name>}}";
        foreach (var volume in container.Volumes.Where(volume => volume.Path?.Split('/').Contains("..") == true))
            yield return $"{place}.volumes.{volume.Target}.path is '{volume.Path}', expected a path inside the volume";
        foreach (var file in container.Files.Where(file => file.Target.EndsWith('/')))
            yield return $"{place}.files.{file.Target}: is a folder, expected the path of a file";
        var paths = WorkloadPod.MountPaths(container).ToList();
        foreach (var path in paths.Where(path => !path.StartsWith('/') || path.Contains(':') || path.Split('/').Contains("..") || TakenPaths.Contains(path)))
            yield return $"{place}: cannot mount at '{path}', expected an absolute path without ':' and '..' that is no part of the system";
        foreach (var path in paths.GroupBy(path => path).Where(group => group.Count() > 1))
            yield return $"{place}: mounts twice at '{path.Key}'; remove one";

        foreach (var problem in OfSize(container).Concat(OfProbes(workload, container)))
            yield return $"{place}.{problem}";
    }

    private IEnumerable<string> OfSize(WorkloadContainer container)
    {
        var (requests, limits) = Sizes.Fill(container, settings.Requests, settings.Limits);
        if (requests.CpuMillicores > limits.CpuMillicores)
            yield return $"resources: requests {requests.CpuMillicores:0.###}m processors and may use {limits.CpuMillicores:0.###}m; raise the limit";
        if (requests.MemoryBytes > limits.MemoryBytes)
            yield return $"resources: requests {requests.MemoryBytes} bytes and may use {limits.MemoryBytes}; raise the limit";
    }

    private static IEnumerable<string> OfProbes(Workload workload, WorkloadContainer container)
    {
        var probes = new[] { ("readinessProbe", container.Readiness), ("livenessProbe", container.Liveness) }.Where(probe => probe.Item2 is not null).ToList();
        var role = WorkloadPod.Role(workload, container);
        foreach (var (name, probe) in probes)
        {
            if (role == ContainerRole.Init || workload.Kind == WorkloadKind.Job)
                yield return $"{name}: '{container.Name}' runs to its end, where nothing is probed: remove it";
            // Whoever can have a node connect to any address can look into networks that are closed to him.
            else if (probe!.Exec is null && probe.Http!.Host is { } host && !IsItself(host))
                yield return $"{name}.httpGet.host is '{host}': target 'kubernetes' probes the workload itself: remove it";
        }
    }

    private static bool IsItself(string host) => host is "localhost" or "127.0.0.1" or "::1" or "0.0.0.0";

    private bool IsVolume(Workload workload, ContainerVolume volume) =>
        volume.Source.References.ToList() is [{ } reference]
        && (reference.Output ?? "source") == "source"
        && volume.Source.ToString() == reference.ToString()
        && catalog.Resource(workload, reference.Resource).Type == "volume";

    private Workload? Find(string name) => catalog.Workloads.FirstOrDefault(workload => workload.Name == name);

    private static string? Literal(CatalogResource resource, string parameter) => resource.Params[parameter]?.AsTemplate?.LiteralText;

    private static string Place(CatalogResource resource) => Place(resource.Uses[0]);

    private static string Place(ResourceUse use) => $"{use.Resource.File}:{use.Resource.Line}: resources.{use.Resource.Name}";

    [GeneratedRegex(@"^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?\z")]
    private static partial Regex LabelValue();

    [GeneratedRegex(@"^(?=.{1,253}\z)(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\z")]
    private static partial Regex HostName();

    [GeneratedRegex(@"^[-._a-zA-Z][-._a-zA-Z0-9]*\z")]
    private static partial Regex VariableName();
}

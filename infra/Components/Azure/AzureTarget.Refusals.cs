using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Azure;

public sealed partial class AzureTarget
{
    // The port of the environment's proxy, which every app that speaks HTTP is behind.
    private const int HttpPort = 80;

    // What Key Vault takes for a secret, and so for a file.
    private const int MostFileBytes = 25_000;

    // What Container Apps lets an app scale to.
    private const int MostReplicas = 1000;

    // A certificate's common name ends here.
    private const int LongestHost = 64;

    private static readonly string[] RouteParameters = ["host", "path", "port"];

    private static ImmutableArray<string> Provides { get; } = ["postgres", "s3", "redis", "route", "environment", "secret", "volume", "service-port", "dns"];

    public IEnumerable<string> Refusals() =>
        NameRefusals()
            .Concat(_catalog.Resources.SelectMany(ResourceRefusals))
            .Concat(RouteConflicts())
            .Concat(ReleaseRefusals())
            .Concat(_catalog.Workloads.SelectMany(WorkloadRefusals));

    // A revision gets traffic by its name, which Azure makes up where none was given.
    private IEnumerable<string> ReleaseRefusals() =>
        from release in _settings.Releases
        from slot in release.Value.Slots
        where slot.Value.Version is not { } version || !RevisionSuffix().IsMatch(version)
        select $"slipway:releases.{release.Key}.slots.{slot.Key}.version is '{slot.Value.Version}', expected the suffix of its revision, at most 20 of a-z, 0-9 and '-', a letter first: `az containerapp revision list --name {AzureNames.App(release.Key)}` shows them";

    [GeneratedRegex(@"^[a-z]([a-z0-9-]{0,18}[a-z0-9])?\z")]
    private static partial Regex RevisionSuffix();

    private IEnumerable<string> NameRefusals()
    {
        if (!_names.IsDerivable)
            yield return $"target 'azure' makes names from project '{_settings.Project}' and stack '{_settings.Stack}', which have no letter or digit from a to z and 0 to 9: rename one of them";

        // Apps and jobs, ours and theirs, are told apart by names of at most 32 characters.
        var names = _catalog.Workloads.Select(workload => (Name: AzureNames.App(workload.Name), Of: $"workload '{workload.Name}' ({workload.File}:{workload.Line})"))
            .Concat(_catalog.Resources.Where(resource => resource.Type == "s3").Select(resource => (Name: AzureNames.App(resource.Name), Of: $"the gateway of '{resource.Identity}'")))
            .Concat(_catalog.Resources.Where(resource => resource.Type == "postgres").Select(resource => (Name: AzureNames.App($"{resource.Name}-role"), Of: $"the role of '{resource.Identity}'")));
        if (_catalog.Workloads.Any(Tells))
            names = names.Append((Prometheus.AppName, "Prometheus"));
        foreach (var same in names.GroupBy(entry => entry.Name).Where(group => group.Count() > 1))
            yield return $"target 'azure' would call {string.Join(" and ", same.Select(entry => entry.Of))} the same, '{same.Key}': rename one of them";
    }

    // The edge would not know which of two apps a request is for.
    private IEnumerable<string> RouteConflicts() =>
        from same in _catalog.Resources.Where(resource => resource.Type == "route" && LiteralPath(resource) is not null).GroupBy(route => (KnownHost(route), LiteralPath(route)!.TrimEnd('/')))
        where same.Key.Item1 is not null && same.Count() > 1
        from second in same.Skip(1)
        select $"{Place(second.Uses[0])}: requests for '{same.Key.Item1}{same.Key.Item2}/' are those of {Place(same.First().Uses[0])} already: give one of them another path or host";

    private string? KnownHost(CatalogResource route) =>
        HostTemplate(route)?.LiteralText ?? (DnsOf(route) is { } dns ? _settings.Domain.Length > 0 ? $"{dns.Owner.Name}.{_settings.Domain}" : dns.Owner.Name : null);

    private IEnumerable<string> ResourceRefusals(CatalogResource resource)
    {
        if (!Provides.Contains(resource.Type))
        {
            foreach (var use in resource.Uses)
                yield return $"{Place(use)}: target 'azure' does not provide '{resource.Type}', only {string.Join(", ", Provides)}";
        }
        else if (resource.Type == "route")
        {
            foreach (var problem in RouteRefusals(resource))
                yield return $"{Place(resource.Uses[0])}: {problem}";
        }
        else if (resource.ServicePort is { } target && target.Workload.Kind == WorkloadKind.Job)
        {
            yield return $"{Place(resource.Uses[0])}: target 'azure' runs the job '{target.Workload.Name}' as a Container App Job, which cannot be reached: leave out its ports";
        }
    }

    private List<string> RouteRefusals(CatalogResource route)
    {
        var problems = new List<string>();
        RouteSettings.Read(route.Metadata, problems.Add);
        foreach (var parameter in RouteParameters.Where(parameter => route.Params[parameter] is null))
            problems.Add($"params.{parameter} is missing");
        if (problems.Count > 0)
            return problems;

        var port = route.Params["port"]!.AsTemplate?.LiteralText;
        if (port is null || route.Owner.FindPort(port) is null)
            problems.Add($"params.port is '{port ?? route.Params["port"]!.AsTemplate?.ToString()}', expected the name or number of a port of workload '{route.Owner.Name}'");
        if (route.Owner.Kind == WorkloadKind.Job)
            problems.Add($"target 'azure' runs the job '{route.Owner.Name}' as a Container App Job, which no route leads to");
        if (LiteralPath(route) is { } path && !path.StartsWith('/'))
            problems.Add($"params.path is '{path}', expected a path that starts with '/'");
        problems.AddRange(_settings.Edge == EdgeKind.None ? RefusalsWithoutEdge(route) : HostRefusals(route));
        return problems;
    }

    private IEnumerable<string> HostRefusals(CatalogResource route)
    {
        var host = HostTemplate(route)?.LiteralText ?? (DnsOf(route) is { } dns && _settings.Domain.Length > 0 ? $"{dns.Owner.Name}.{_settings.Domain}" : null);
        if (host is null && DnsOf(route) is null)
        {
            yield return $"params.host is '{HostTemplate(route)}', but target 'azure' makes a certificate for every host and must know it beforehand: write the name, or ${{resources.<name>.host}} of a dns resource";
            yield break;
        }
        if (host is null)
            yield break;
        if (host.Length > LongestHost || Uri.CheckHostName(host) != UriHostNameType.Dns || !host.Contains('.'))
            yield return $"params.host is '{host}', for which Azure gives no certificate: expected a full domain name of at most {LongestHost} characters";
        else if (DnsZone.Parse(_settings.DnsZoneId) is { } zone && !zone.Holds(host))
            yield return $"params.host is '{host}', which is no name below the zone '{zone.Name}' of slipway:dnsZoneId: use one, or leave out slipway:dnsZoneId and make the records yourself";
    }

    // An app's own address leads to that app with all its paths.
    private IEnumerable<string> RefusalsWithoutEdge(CatalogResource route)
    {
        if (DnsOf(route)?.Owner.Name != route.Owner.Name)
            yield return $"params.host is '{HostTemplate(route)}', but without Front Door (slipway:edge is 'none') target 'azure' answers '{route.Owner.Name}' only under the host of a dns resource of its own";
        var whole = _catalog.Resources.Any(other => other.Type == "route" && other.Owner.Name == route.Owner.Name && LiteralPath(other) == "/");
        if (!whole)
            yield return $"params.path is '{LiteralPath(route)}', but without Front Door (slipway:edge is 'none') target 'azure' answers every path: add a route for '/', or set slipway:edge to 'standard' or 'premium'";
    }

    private IEnumerable<string> WorkloadRefusals(Workload workload)
    {
        if (workload.Ports.Length > 1)
            yield return $"{workload.File}:{workload.Line}: target 'azure' gives an app one port, '{workload.Name}' has {workload.Ports.Length} ({string.Join(", ", workload.Ports.Select(port => port.Name))}): serve all on one, or split the workload";
        foreach (var port in workload.Ports.Where(port => port.Protocol == PortProtocol.Udp))
            yield return $"{workload.File}:{workload.Line}: service.ports.{port.Name}: target 'azure' has no UDP";
        if (workload.Kind == WorkloadKind.Job && !workload.Ports.IsEmpty)
            yield return $"{workload.File}:{workload.Line}: target 'azure' runs the job '{workload.Name}' as a Container App Job, which cannot be reached: leave out its ports";
        if (workload.Replicas > MostReplicas)
            yield return $"{workload.File}:{workload.Line}: target 'azure' runs at most {MostReplicas} replicas, '{workload.Name}' asks for {workload.Replicas}";

        var sizes = workload.Containers.ToLookup(WorkloadPlan.EndsFirst, container => ContainerSize.Of(container, _settings.ContainerMillicores).Quarters);
        var needed = Math.Max(sizes[false].Sum(quarters => (long)quarters) + (Tells(workload) ? 1 : 0), sizes[true].DefaultIfEmpty(0).Max());
        if (needed > ContainerSize.MostQuarters)
            yield return $"{workload.File}:{workload.Line}: target 'azure' gives a replica at most 4 processors and 8Gi of memory, half as many processors as gibibytes; the containers of '{workload.Name}' ask for more: lower their limits";
        if (sizes[false].FirstOrDefault() == 0)
            yield return $"{workload.File}:{workload.Line}: target 'azure' runs a container that others wait for to complete before all others, and in '{workload.Name}' none is left: remove a 'before'";

        foreach (var container in workload.Containers)
        {
            foreach (var problem in ContainerRefusals(workload, container))
                yield return $"{workload.File}: containers.{container.Name}.{problem}";
        }
    }

    private IEnumerable<string> ContainerRefusals(Workload workload, WorkloadContainer container)
    {
        if (_settings.Images.Of(workload, container) is null)
            yield return $"image: nothing says which image '.' stands for: set slipway:tag, or slipway:images with an entry for '{workload.Name}'";
        if (container.Name.Length > 46)
            yield return $"name: target 'azure' takes at most 46 characters for the name of a container, '{container.Name}' has {container.Name.Length}";

        // Containers run side by side or, before all of those, to their end: there is no order among the former.
        if (!WorkloadPlan.EndsFirst(container))
        {
            foreach (var (other, state) in container.Before)
                yield return $"before.{other}.ready: is '{state.ToString().ToLowerInvariant()}', but target 'azure' starts containers at once and waits only for 'complete'";
        }

        foreach (var (name, probe) in new[] { ("livenessProbe", container.Liveness), ("readinessProbe", container.Readiness) })
        {
            if (probe is { Http: null })
                yield return $"{name}.exec: target 'azure' checks by HTTP only: add an httpGet";
        }
        foreach (var file in container.Files)
        {
            if (file.Content is null)
                yield return $"files.{file.Target}: target 'azure' brings files as texts, and this one is binary: put it into the image";
            else if (file.Content.LiteralText is { } text && System.Text.Encoding.UTF8.GetByteCount(text) > MostFileBytes)
                yield return $"files.{file.Target}: target 'azure' keeps files in Key Vault, which takes at most {MostFileBytes} bytes: put it into the image";
            if (file.Mode is { } mode && mode != (UnixFileMode)0b110_100_100)
                yield return $"files.{file.Target}.mode: is '{Convert.ToString((int)mode, 8)}', but target 'azure' makes every file 644: leave it out";
        }
        foreach (var volume in container.Volumes.Where(volume => volume.Source.References.Count() != 1))
            yield return $"volumes.{volume.Target}.source: target 'azure' mounts volume resources, not '{volume.Source}': declare one of type 'volume' and write ${{resources.<name>}}";
    }

    /// <summary>What is done otherwise than asked, without harm to anybody who knows.</summary>
    private IEnumerable<string> Warnings(Workload workload)
    {
        if (workload.Kind == WorkloadKind.Job)
            yield return $"{workload.Name}: target 'azure' declares the job; start it with `az containerapp job start --name {AzureNames.App(workload.Name)} --resource-group {_names.Of("", 90)}`.";
        foreach (var container in workload.Containers)
        {
            if (ContainerSize.Of(container, _settings.ContainerMillicores).MoreThan(container.Limits) is { } size)
                yield return $"{workload.Name}: container '{container.Name}' gets {size}: target 'azure' sells quarters of a processor, each with half a gibibyte, and its limits lie between.";
        }
        foreach (var route in _catalog.Resources.Where(resource => resource.Type == "route" && resource.Owner.Name == workload.Name))
        {
            var settings = RouteSettings.Read(route.Metadata, _ => { });
            if (settings.ReadTimeout > Edge.LongestWait)
                yield return $"{workload.Name}: route '{route.Name}' may be silent for {settings.ReadTimeout.TotalSeconds:0} s, but Azure ends a request after {Edge.LongestWait.TotalSeconds:0} s: clients must connect anew.";
            if (settings.Cache > TimeSpan.Zero && _settings.Edge == EdgeKind.None)
                yield return $"{workload.Name}: answers of route '{route.Name}' are not cached, as there is no Front Door (slipway:edge is 'none').";
            else if (settings.Cache > TimeSpan.Zero && !settings.CacheKey.IsEmpty)
                yield return $"{workload.Name}: answers of route '{route.Name}' are not cached: Front Door cannot tell them apart by the header {string.Join(", ", settings.CacheKey)}, and would give one user another's.";
        }
    }

    // Front Door has one patience for all routes: the longest asked for that it can have.
    private TimeSpan Wait()
    {
        var longest = _catalog.Resources.Where(resource => resource.Type == "route")
            .Select(resource => RouteSettings.Read(resource.Metadata, _ => { }).ReadTimeout).DefaultIfEmpty(Edge.ShortestWait).Max();
        return longest < Edge.ShortestWait ? Edge.ShortestWait : longest > Edge.LongestWait ? Edge.LongestWait : longest;
    }

    // Health checks, figures and routes are HTTP; a port that nothing says so of may be anything.
    private bool SpeaksHttp(Workload workload) =>
        workload.Metrics is not null
        || workload.Containers.Any(container => container.Readiness?.Http is not null || container.Liveness?.Http is not null)
        || _catalog.Resources.Any(resource => resource.Type == "route" && resource.Owner.Name == workload.Name);

    private static Template? HostTemplate(CatalogResource route) => route.Params["host"]?.AsTemplate;

    /// <summary>The dns resource whose host a route has, if it is that and nothing else.</summary>
    private CatalogResource? DnsOf(CatalogResource route) =>
        HostTemplate(route) is { } template && template.References.Take(2).ToList() is [var reference] && template.ToString() == reference.ToString() && reference.Output == "host"
        && _catalog.Resource(route.Owner, reference.Resource) is { Type: "dns" } dns ? dns : null;

    private static string? LiteralPath(CatalogResource route) => route.Params["path"]?.AsTemplate?.LiteralText;

    private static string Place(ResourceUse use) => $"{use.Resource.File}:{use.Resource.Line}: resources.{use.Resource.Name}";
}

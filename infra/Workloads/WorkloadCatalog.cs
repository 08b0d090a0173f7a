using System.Collections.Immutable;

namespace Slipway.Infra.Workloads;

/// <summary>All workloads of an environment and the resources they share.</summary>
public sealed class WorkloadCatalog
{
    private readonly ImmutableDictionary<ResourceIdentity, CatalogResource> byIdentity;

    private WorkloadCatalog(ImmutableArray<Workload> workloads, ImmutableArray<CatalogResource> resources)
    {
        Workloads = workloads;
        Resources = resources;
        byIdentity = resources.ToImmutableDictionary(resource => resource.Identity);
    }

    /// <summary>
    /// The same workloads, with what versions that still run need and the files no longer ask for: it stays until they are gone.
    /// What a version has in common with its workload is what the workload says now.
    /// </summary>
    public WorkloadCatalog Keeping(IEnumerable<Workload> versions)
    {
        var kept = versions
            .SelectMany(version => version.Resources, (version, resource) => new ResourceUse(version, resource))
            // Requests follow the files of now; they are no thing that a process holds on to.
            .Where(use => use.Resource.Type != "route" && !byIdentity.ContainsKey(use.Resource.Identity))
            .GroupBy(use => use.Resource.Identity)
            .Select(uses => new CatalogResource
            {
                Identity = uses.Key,
                Uses = [.. uses],
                Owner = uses.First().Workload,
                Params = uses.First().Resource.Params ?? ScoreMap.Empty,
                Metadata = uses.First().Resource.Metadata ?? ScoreMap.Empty,
                ServicePort = FindServicePort(uses.First(), Workloads, new ProblemLog()),
            })
            // A port of a workload that is gone has nobody behind it.
            .Where(resource => resource.Type != "service-port" || resource.ServicePort is not null)
            .ToList();
        if (kept.Count == 0)
            return this;
        var all = Resources.Concat(kept).ToDictionary(resource => resource.Identity.ToString());
        var (order, _) = DependencyOrder.Of(all.Keys, identity => Needs(all[identity]).Where(all.ContainsKey));
        return new WorkloadCatalog(Workloads, [.. order.Select(identity => all[identity])]);
    }

    /// <summary>The workloads, ordered by name.</summary>
    public ImmutableArray<Workload> Workloads { get; }

    /// <summary>The resources in the order in which they can be provisioned: what parameters refer to comes first.</summary>
    public ImmutableArray<CatalogResource> Resources { get; }

    /// <summary>Reads all Score files of an environment; throws <see cref="WorkloadException"/> with everything that is wrong.</summary>
    public static WorkloadCatalog Read(IEnumerable<WorkloadSource> sources) => Create(WorkloadReader.ReadAll(sources));

    /// <summary>Puts workloads together; throws <see cref="WorkloadException"/> with everything that does not fit.</summary>
    public static WorkloadCatalog Create(IEnumerable<Workload> workloads)
    {
        var problems = new ProblemLog();
        var ordered = workloads.OrderBy(workload => workload.Name, StringComparer.Ordinal).ToImmutableArray();
        foreach (var same in ordered.GroupBy(workload => workload.Name))
            foreach (var second in same.Skip(1))
                problems.Add(second.File, second.Line, "metadata.name", $"is '{second.Name}', which is also the name in {same.First().File}:{same.First().Line}; rename one of them");

        var resources = ordered
            .SelectMany(workload => workload.Resources, (workload, resource) => new ResourceUse(workload, resource))
            .GroupBy(use => use.Resource.Identity)
            .Select(uses => Combine(uses, ordered, problems))
            .ToDictionary(resource => resource.Identity.ToString());

        foreach (var same in resources.Values.GroupBy(resource => resource.Name))
            foreach (var second in same.OrderBy(resource => resource.Identity.ToString(), StringComparer.Ordinal).Skip(1))
                Report(second.Uses[0], "", $"would be deployed as '{second.Name}', which is also the name of {same.First(other => other != second).Identity}; give one of them an id of its own", problems);

        var (order, cycle) = DependencyOrder.Of(resources.Keys, identity => Needs(resources[identity]));
        if (cycle is not null)
            Report(resources[cycle[0]].Uses[0], ".params", $"cannot be provisioned, as each refers to another's outputs: {string.Join(" -> ", cycle)}; remove one of the placeholders", problems);

        return problems.IsEmpty
            ? new WorkloadCatalog(ordered, [.. order.Select(identity => resources[identity])])
            : throw new WorkloadException(problems.Sorted());
    }

    /// <summary>The resource that a workload calls by this name; the names in its placeholders are always found.</summary>
    public CatalogResource Resource(Workload workload, string name) =>
        byIdentity[workload.Resources.First(resource => resource.Name == name).Identity];

    private static CatalogResource Combine(IEnumerable<ResourceUse> declarations, ImmutableArray<Workload> workloads, ProblemLog problems)
    {
        var uses = declarations.ToImmutableArray();
        var withParams = Single(uses, "params", use => use.Resource.Params, problems);
        var withMetadata = Single(uses, "metadata", use => use.Resource.Metadata, problems);
        var owner = withParams ?? uses[0];

        return new CatalogResource
        {
            Identity = owner.Resource.Identity,
            Uses = uses,
            Owner = owner.Workload,
            Params = owner.Resource.Params ?? ScoreMap.Empty,
            Metadata = withMetadata?.Resource.Metadata ?? ScoreMap.Empty,
            ServicePort = owner.Resource.Type == "service-port" ? FindServicePort(owner, workloads, problems) : null,
        };
    }

    /// <summary>The first use that says something; another that says something else is a problem, one that says nothing is not.</summary>
    private static ResourceUse? Single(ImmutableArray<ResourceUse> uses, string what, Func<ResourceUse, ScoreMap?> value, ProblemLog problems)
    {
        var saying = uses.Where(use => value(use) is not null).ToList();
        foreach (var other in saying.Skip(1).Where(other => Meaning(value(other)!, other.Workload) != Meaning(value(saying[0])!, saying[0].Workload)))
            Report(other, "." + what, $"differ from those of the same resource ({other.Resource.Identity}) in {saying[0].Resource.File}:{saying[0].Resource.Line}; make them equal, or give one resource another id", problems);

        return saying.FirstOrDefault();
    }

    // Names of resources belong to their workload, so two texts mean the same if they name the same identity.
    private static string Meaning(ScoreMap value, Workload workload) => value.ToJson(template => template.Resolve(
        reference => $"\0{reference with { Resource = IdentityOf(reference, workload).ToString() }}\0"));

    private static IEnumerable<string> Needs(CatalogResource resource) =>
        resource.Params.Texts
            .SelectMany(text => text.Template.References)
            .Select(reference => IdentityOf(reference, resource.Owner).ToString());

    private static ResourceIdentity IdentityOf(ResourceReference reference, Workload workload) =>
        workload.Resources.First(resource => resource.Name == reference.Resource).Identity;

    private static ServicePortTarget? FindServicePort(ResourceUse use, ImmutableArray<Workload> workloads, ProblemLog problems)
    {
        var name = Parameter(use, "workload", "the name of a workload", problems);
        var port = Parameter(use, "port", "the name or number of a port of its service", problems);
        if (name is null || port is null)
            return null;

        var given = use.Resource.Params!;
        if (workloads.FirstOrDefault(candidate => candidate.Name == name) is not { } workload)
            Report(use, ".params.workload", $"is '{name}', but there is no such workload; {Suggestion.For(name, workloads.Select(candidate => candidate.Name))}", problems, given["workload"]);
        else if (workload.FindPort(port) is not { } found)
            Report(use, ".params.port", $"is '{port}', which the workload '{name}' does not have under service.ports; {Suggestion.For(port, workload.Ports.Select(candidate => candidate.Name))}", problems, given["port"]);
        else
            return new ServicePortTarget(workload, found);

        return null;
    }

    private static string? Parameter(ResourceUse use, string key, string expected, ProblemLog problems)
    {
        var value = use.Resource.Params?[key];
        if (value is ScoreText or ScoreNumber && value.AsTemplate is { LiteralText: { } text })
            return text;

        Report(use, $".params.{key}", value switch
        {
            null => $"is missing, expected {expected}; add it",
            ScoreText template => $"is '{template.Template}', expected {expected}, known before anything is provisioned",
            _ => $"is no text, expected {expected}",
        }, problems, value);
        return null;
    }

    private static void Report(ResourceUse use, string place, string message, ProblemLog problems, ScoreValue? at = null) =>
        problems.Add(at?.File ?? use.Resource.File, at?.Line ?? use.Resource.Line, $"resources.{use.Resource.Name}{place}", message);
}

using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Components;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Stacks;

/// <summary>Hands a catalogue to a target: resources in the order they can be provisioned, then workloads, then the whole.</summary>
public static class Platform
{
    /// <exception cref="RunException">The target, or the stack's settings, cannot do what the catalogue asks.</exception>
    public static PlatformOutputs Declare(WorkloadCatalog catalog, ITarget target, IReadOnlyDictionary<string, Output<string>> environment)
    {
        var problems = target.Refusals().Concat(GeneratedSecret.Refusals(catalog)).Concat(MissingVariables(catalog, environment)).Concat(Observed.Problems(catalog)).ToList();
        if (problems.Count > 0)
            throw new RunException(string.Join('\n', problems));

        var provided = new Dictionary<ResourceIdentity, Provided>();
        foreach (var resource in catalog.Resources)
        {
            if (resource.Type == GeneratedSecret.Type)
            {
                provided[resource.Identity] = new GeneratedSecret(resource.Name).Provided;
                continue;
            }
            var parameters = resource.Params.Entries.ToDictionary(
                parameter => parameter.Key,
                parameter => Resolve(parameter.Value, reference => Lookup(catalog, resource.Owner, reference, provided)));
            provided[resource.Identity] = target.Provide(resource, parameters);
        }
        foreach (var workload in catalog.Workloads)
        {
            target.Run(workload, workload.Resources.ToDictionary(
                resource => resource.Name,
                resource => provided[resource.Identity]));
        }
        return target.Complete();
    }

    /// <summary>Keys of <c>environment</c> resources that the stack's settings do not have.</summary>
    private static IEnumerable<string> MissingVariables(WorkloadCatalog catalog, IReadOnlyDictionary<string, Output<string>> environment) =>
        from workload in catalog.Workloads
        from container in workload.Containers
        from variable in container.Variables
        from reference in variable.Value.References
        where catalog.Resource(workload, reference.Resource).Type == "environment"
            && reference.Output is { } key && !environment.ContainsKey(key)
        select $"{workload.File}: containers.{container.Name}.variables.{variable.Key}: the stack's environment has no '{reference.Output}', expected one of: {string.Join(", ", environment.Keys)}; add it under slipway:environment";

    private static Output<string> Resolve(ScoreValue value, Func<ResourceReference, Output<string>> lookup)
    {
        if (value.AsTemplate is { } template)
            return template.Resolve(text => Output.Create(text), lookup, parts => Output.All(parts).Apply(all => string.Concat(all)));
        var templates = value.Texts.Select(text => text.Template).ToImmutableArray();
        var values = Output.All(templates.Select(inner => inner.Resolve(text => Output.Create(text), lookup, parts => Output.All(parts).Apply(all => string.Concat(all)))));
        return values.Apply(all => value.ToJson(inner => all[templates.IndexOf(inner)]));
    }

    private static Output<string> Lookup(WorkloadCatalog catalog, Workload workload, ResourceReference reference, Dictionary<ResourceIdentity, Provided> provided)
    {
        var resource = catalog.Resource(workload, reference.Resource);
        return reference.Output is { } output
            ? provided[resource.Identity].Outputs[output]
            : Output.Create(resource.Identity.ToString());
    }
}

using System.Collections.Immutable;
using Pulumi.Offline.Serialization;
using Pulumi.Serialization;

namespace Pulumi.Offline.Running;

/// <summary>Turns a declared resource into a registration, once everything it is made of is settled.</summary>
internal static class ResourceRegistrar
{
    public static async Task RegisterAsync(
        ProgramRun run,
        Resource resource,
        ResourceArgs args,
        ResourceOptions options,
        bool remote,
        TaskCompletionSource<Registration> completion)
    {
        try
        {
            completion.TrySetResult(await AnswerAsync(run, resource, args, options, remote));
        }
        catch (Exception error)
        {
            run.Concerns(error, resource);
            // A circle this resource was part of has ended its wait already.
            completion.TrySetException(error);
            // Reported through this method's own task; nobody else need look.
            _ = completion.Task.Exception;
            throw;
        }
    }

    public static async Task RegisterOutputsAsync(ProgramRun run, Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var data = await outputs.DataTask;
        var serializer = new PropertySerializer($"outputs of {Describe(resource)}");
        var properties = ImmutableSortedDictionary.CreateBuilder<string, PropertyValue>(StringComparer.Ordinal);
        foreach (var (name, given) in data.IsKnown ? data.Value : ImmutableDictionary<string, object?>.Empty)
        {
            if (await serializer.SerializeAsync(given, name) is var value and not PropertyValue.Null)
                properties[name] = data.IsSecret && value is not PropertyValue.Secret ? new PropertyValue.Secret(value) : value;
        }

        var urn = (await resource.Registered).Urn;
        await run.Host.Monitor.RegisterOutputsAsync(urn, new(properties.ToImmutable()), run.Host.CancellationToken);
    }

    /// <summary>A provider as registrations refer to it.</summary>
    public static async Task<string?> ReferenceAsync(ProviderResource? provider)
    {
        if (provider is null)
            return null;
        var registration = await provider.Registered;
        return $"{registration.Urn}::{(string.IsNullOrEmpty(registration.Id) ? WireFormat.Unknown : registration.Id)}";
    }

    private static async Task<Registration> AnswerAsync(
        ProgramRun run, Resource resource, ResourceArgs args, ResourceOptions options, bool remote)
    {
        if (remote && run.Host.Monitor is not Testing.MockMonitor)
        {
            throw new RunException(
                $"{Describe(resource)} is a component made by a provider plugin, and offline there are no plugins. Use `pulumi up` for this stack.");
        }

        if (options.Urn is { } existing)
            return await LookUpAsync(run, existing);

        var inputs = await InputsAsync(resource, args);
        var parent = resource.Parent is null ? null : await Dependencies.UrnAsync(resource.Parent);
        var provider = await ReferenceAsync(resource.Provider);
        var dependencies = await DependenciesAsync(resource, options, inputs);
        var aliases = await AliasesAsync(options.AliasesOrNone);
        var custom = options as CustomResourceOptions;

        // Typed provider classes give an empty id when a resource is to be made rather than read.
        var wanted = await options.Id.ToOutput().DataTask;
        if (!wanted.IsKnown || !string.IsNullOrEmpty(wanted.Value))
        {
            if (!wanted.IsKnown)
            {
                var urn = UrnText.Of(run.Host.Stack, run.Host.Project, parent, resource.GetResourceType(), resource.GetResourceName());
                return new(urn, null, false, PropertyValue.Map.Empty, true);
            }

            var read = new ResourceRead
            {
                Type = resource.GetResourceType(),
                Name = resource.GetResourceName(),
                Id = wanted.Value,
                Parent = parent,
                Properties = inputs.Properties,
                Dependencies = dependencies,
                Provider = provider,
                Version = options.Version,
                AdditionalSecretOutputs = [.. custom?.AdditionalSecretOutputsOrNone ?? []],
                Aliases = aliases,
            };
            return Answer(run, await run.Host.Monitor.ReadAsync(read, run.Host.CancellationToken));
        }

        var registration = new ResourceRegistration
        {
            Type = resource.GetResourceType(),
            Name = resource.GetResourceName(),
            Custom = resource.IsCustom,
            Parent = parent,
            Inputs = inputs.Properties,
            PropertyDependencies = inputs.Dependencies,
            Dependencies = dependencies,
            Provider = provider,
            Providers = remote ? await ReferencesAsync(resource) : ImmutableSortedDictionary<string, string>.Empty,
            Protect = options.Protect,
            DeleteBeforeReplace = custom?.DeleteBeforeReplace,
            RetainOnDelete = options.RetainOnDelete,
            DeletedWith = options.DeletedWith is { } with ? await Dependencies.UrnAsync(with) : null,
            ImportId = custom?.ImportId,
            Version = options.Version,
            PluginDownloadUrl = options.PluginDownloadURL,
            IgnoreChanges = [.. options.IgnoreChangesOrNone],
            ReplaceOnChanges = [.. options.ReplaceOnChangesOrNone],
            AdditionalSecretOutputs = [.. custom?.AdditionalSecretOutputsOrNone ?? []],
            Aliases = aliases,
            Timeouts = options.CustomTimeouts is { } timeouts ? new(timeouts.Create, timeouts.Update, timeouts.Delete) : ResourceTimeouts.None,
        };
        return Answer(run, await run.Host.Monitor.RegisterAsync(registration, run.Host.CancellationToken));
    }

    private static Registration Answer(ProgramRun run, RegisteredResource answer)
    {
        var sources = ImmutableDictionary<string, ImmutableArray<Resource>>.Empty;
        foreach (var (name, urns) in answer.PropertyDependencies)
        {
            if (urns.Length > 0)
                sources = sources.SetItem(name, [.. urns.Select(run.Stranger)]);
        }

        var mayStillCome = run.Host.IsDryRun || answer.IsLeftOut;
        return new(answer.Urn, answer.Id, !string.IsNullOrEmpty(answer.Id) || !mayStillCome, answer.Outputs, mayStillCome) { Sources = sources };
    }

    private static async Task<Registration> LookUpAsync(ProgramRun run, string urn)
    {
        var call = new FunctionCall
        {
            Token = "pulumi:pulumi:getResource",
            Arguments = PropertyValue.Map.Empty.With("urn", new PropertyValue.Text(urn)),
        };
        var answer = await run.Host.Monitor.InvokeAsync(call, run.Host.CancellationToken);
        var id = (answer["id"] as PropertyValue.Text)?.Value;
        var state = answer["state"] as PropertyValue.Map ?? PropertyValue.Map.Empty;
        return Answer(run, new(urn, id, state));
    }

    private static async ValueTask<Inputs> InputsAsync(Resource resource, ResourceArgs args)
    {
        var serializer = new PropertySerializer(Describe(resource));
        var properties = ImmutableSortedDictionary.CreateBuilder<string, PropertyValue>(StringComparer.Ordinal);
        var dependencies = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var property in args.Properties)
        {
            serializer.Clear();
            if (await serializer.SerializePropertyAsync(property) is not { } value)
                continue;
            properties[property.Name] = value;
            dependencies[property.Name] = serializer.Resources.Count == 0 ? [] : [.. await Dependencies.UrnsAsync(serializer.Resources, resource)];
        }

        return new(new(properties.ToImmutable()), dependencies.ToImmutable());
    }

    private static async ValueTask<ImmutableArray<string>> DependenciesAsync(Resource resource, ResourceOptions options, Inputs inputs)
    {
        var urns = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (_, sources) in inputs.Dependencies)
            urns.UnionWith(sources);
        if (options.HasDependsOn)
        {
            var explicitly = await options.DependsOn.ToOutput().DataTask;
            var wanted = explicitly.Resources.ToList();
            if (explicitly.IsKnown)
                wanted.AddRange(explicitly.Value.Where(dependency => dependency is not null));
            urns.UnionWith(await Dependencies.UrnsAsync(wanted, resource));
        }

        return [.. urns];
    }

    private static async ValueTask<ImmutableArray<ResourceAlias>> AliasesAsync(IReadOnlyList<Input<Alias>> aliases)
    {
        if (aliases.Count == 0)
            return [];
        var specifications = ImmutableArray.CreateBuilder<ResourceAlias>(aliases.Count);
        foreach (var given in aliases)
        {
            var alias = (await given.ToOutput().DataTask).Value;
            if (alias.Urn is { } urn)
            {
                specifications.Add(new(urn, null, null, null, null, null, false));
                continue;
            }

            if ((alias.Parent is null ? 0 : 1) + (alias.ParentUrn is null ? 0 : 1) + (alias.NoParent ? 1 : 0) > 1)
                throw new RunException("An alias can say only one of Parent, ParentUrn and NoParent.");
            specifications.Add(new(
                null,
                await TextAsync(alias.Name),
                await TextAsync(alias.Type),
                await TextAsync(alias.Project),
                await TextAsync(alias.Stack),
                alias.Parent is { } parent ? (await parent.Urn.DataTask).Value : await TextAsync(alias.ParentUrn),
                alias.NoParent));
        }

        return specifications.MoveToImmutable();

        static async ValueTask<string?> TextAsync(Input<string>? input) => input is null ? null : (await input.ToOutput().DataTask).Value;
    }

    private static async Task<ImmutableSortedDictionary<string, string>> ReferencesAsync(Resource component)
    {
        var references = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (package, provider) in component.Providers)
            references[package] = (await ReferenceAsync(provider))!;
        return references.ToImmutable();
    }

    private static string Describe(Resource resource) => $"{resource.GetResourceType()} '{resource.GetResourceName()}'";

    private readonly record struct Inputs(PropertyValue.Map Properties, ImmutableSortedDictionary<string, ImmutableArray<string>> Dependencies);
}

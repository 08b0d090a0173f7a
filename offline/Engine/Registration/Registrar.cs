using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.State;

namespace Slipway.Engine.Registration;

/// <summary>
/// Settles who a registered resource is: its URN, its earlier URNs, its provider. Refuses what cannot be:
/// a name twice, a parent or dependency nobody registered. Called by one thread at a time.
/// </summary>
internal sealed class Registrar(string stack, string project)
{
    private readonly Dictionary<string, ResourceRegistration> registered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<string>> aliases = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Urns => registered.Keys;

    public string UrnOf(string? parent, string type, string name) => ResourceUrn.Of(stack, project, parent, type, name);

    public bool Knows(string urn) => registered.ContainsKey(urn);

    public Goal Register(ResourceRegistration wanted)
    {
        if (string.IsNullOrEmpty(wanted.Name)) throw new EngineException($"A resource of type '{wanted.Type}' has no name. Give it one.");
        var urn = UrnOf(wanted.Parent, wanted.Type, wanted.Name);
        foreach (var needed in Needed(wanted))
        {
            if (!registered.ContainsKey(needed.Urn))
                throw new EngineException($"Resource '{wanted.Name}' ({wanted.Type}) names '{needed.Urn}' as its {needed.Role}, which the program has not registered. Register it first.");
        }

        if (registered.ContainsKey(urn))
            throw new EngineException($"Duplicate resource URN '{urn}': the program declares '{wanted.Name}' of type '{wanted.Type}' twice under the same parent. Give one another name.");
        registered.Add(urn, wanted);
        return new Goal { Urn = urn, Wanted = wanted, Aliases = AliasesOf(urn, wanted) };
    }

    /// <summary>The explicit provider of a resource: its own, or the one a parent hands on to its children.</summary>
    public string? ProviderOf(ResourceRegistration wanted)
    {
        if (!string.IsNullOrEmpty(wanted.Provider)) return wanted.Provider;
        var package = ResourceUrn.PackageOf(wanted.Type);
        for (var parent = wanted.Parent; parent is not null; parent = registered[parent].Parent)
        {
            if (registered[parent].Providers.TryGetValue(package, out var provider)) return provider;
        }

        return null;
    }

    private static IEnumerable<(string Urn, string Role)> Needed(ResourceRegistration wanted)
    {
        if (wanted.Parent is not null) yield return (wanted.Parent, "parent");
        foreach (var urn in wanted.Dependencies) yield return (urn, "dependency");
        if (!string.IsNullOrEmpty(wanted.Provider)) yield return (ResourceUrn.OfProviderReference(wanted.Provider), "provider");
        if (wanted.DeletedWith is { Length: > 0 } with) yield return (with, "deletedWith");
    }

    private ImmutableArray<string> AliasesOf(string urn, ResourceRegistration wanted)
    {
        var parentAliases = wanted.Parent is not null && aliases.TryGetValue(wanted.Parent, out var earlier) ? earlier : [];
        if (wanted.Aliases.IsEmpty && parentAliases.IsEmpty) return [];
        var all = new List<string>();
        foreach (var alias in wanted.Aliases)
        {
            if (alias.Urn is { Length: > 0 } whole)
            {
                Add(whole);
                continue;
            }

            var type = alias.Type ?? wanted.Type;
            var name = alias.Name ?? wanted.Name;
            var parent = alias.NoParent ? null : alias.Parent ?? wanted.Parent;
            Add(ResourceUrn.Of(alias.Stack ?? stack, alias.Project ?? project, parent, type, name));
            if (alias.NoParent || alias.Parent is not null) continue;
            foreach (var parentAlias in parentAliases) Add(ResourceUrn.Of(alias.Stack ?? stack, alias.Project ?? project, parentAlias, type, NameUnder(parentAlias, name)));
        }

        foreach (var parentAlias in parentAliases) Add(ResourceUrn.Of(stack, project, parentAlias, wanted.Type, NameUnder(parentAlias, wanted.Name)));
        ImmutableArray<string> result = [.. all];
        aliases[urn] = result;
        return result;

        void Add(string alias)
        {
            if (alias != urn && !all.Contains(alias, StringComparer.Ordinal)) all.Add(alias);
        }

        // A child named after its parent was named after the parent's earlier name too.
        string NameUnder(string parentAlias, string name)
        {
            var parentName = ResourceUrn.NameOf(wanted.Parent!);
            return name.StartsWith(parentName, StringComparison.Ordinal) ? ResourceUrn.NameOf(parentAlias) + name[parentName.Length..] : name;
        }
    }
}

using System.Collections.Immutable;

namespace Slipway.Policies.Graph;

/// <summary>
/// The resources of one stack and how they belong together, whatever told of them: a plan, <c>pulumi preview --json</c>
/// or <c>pulumi stack export</c>.
/// </summary>
public sealed class ResourceGraph
{
    private readonly Dictionary<string, GraphResource> _byUrn;
    private readonly Lazy<ILookup<string, GraphResource>> _byType;
    private readonly Lazy<ILookup<string, GraphResource>> _byParent;
    private readonly Lazy<Dictionary<string, GraphResource>> _byIdentity;

    public ResourceGraph(string stack, IEnumerable<GraphResource> resources)
    {
        Stack = stack;
        Resources = [.. resources];
        _byUrn = new Dictionary<string, GraphResource>(Resources.Length, StringComparer.Ordinal);
        foreach (var resource in Resources)
        {
            if (!_byUrn.TryAdd(resource.Urn, resource))
                throw new ArgumentException($"The resource '{resource.Urn}' is in the graph twice.", nameof(resources));
        }

        _byType = new(() => Resources.ToLookup(resource => resource.Type, StringComparer.Ordinal));
        _byParent = new(() => Resources.ToLookup(resource => resource.Parent ?? "", StringComparer.Ordinal));
        _byIdentity = new(FindIdentities);
    }

    public string Stack { get; }

    /// <summary>Parents before their children where the source has that order.</summary>
    public ImmutableArray<GraphResource> Resources { get; }

    /// <summary>The resource of that URN; null when there is none.</summary>
    public GraphResource? this[string urn] => _byUrn.GetValueOrDefault(urn);

    public IEnumerable<GraphResource> OfType(string type) => _byType.Value[type];

    public IEnumerable<GraphResource> ChildrenOf(GraphResource resource) => _byParent.Value[resource.Urn];

    /// <summary>The parent, its parent and so on, up to the stack.</summary>
    public IEnumerable<GraphResource> AncestorsOf(GraphResource resource)
    {
        for (var next = Up(resource); next is not null; next = Up(next)) yield return next;

        GraphResource? Up(GraphResource below) => below.Parent is { } parent ? this[parent] : null;
    }

    public GraphResource? ProviderOf(GraphResource resource) => resource.Provider is { } provider ? this[provider] : null;

    /// <summary>
    /// The resources an input got its value from: as the source says, or found by id and ARN when the value is known.
    /// Null when neither tells.
    /// </summary>
    public IReadOnlyList<GraphResource>? SourcesOf(GraphResource resource, string input)
    {
        if (resource.PropertyDependencies?.GetValueOrDefault(input) is { IsDefaultOrEmpty: false } urns)
            return [.. urns.Select(urn => this[urn]).OfType<GraphResource>()];
        return resource.Inputs[input] switch
        {
            null or GraphValue.Null => [],
            GraphValue.Text { Value: var text } => Named([text]),
            GraphValue.List { Items: var items } when items.All(item => item is GraphValue.Text) => Named(items.Cast<GraphValue.Text>().Select(item => item.Value)),
            _ => null,
        };

        // Where the source tells of dependencies, a value without one was written by hand; elsewhere it may have come from anything.
        IReadOnlyList<GraphResource>? Named(IEnumerable<string> identities)
        {
            var found = identities.Select(identity => _byIdentity.Value.GetValueOrDefault(identity)).OfType<GraphResource>().ToList();
            return found.Count == 0 && resource.PropertyDependencies is null ? null : found;
        }
    }

    /// <summary>The stack as it would be after the update: without what goes.</summary>
    public ResourceGraph After() =>
        Resources.Any(resource => resource.Step == GraphStep.Delete) ? new(Stack, Resources.Where(resource => resource.Step != GraphStep.Delete)) : this;

    /// <summary>The stack as the update finds it: without what is new, and with the inputs of before.</summary>
    public ResourceGraph Before() => new(Stack, Resources
        .Where(resource => resource.Step is not (GraphStep.Create or GraphStep.Import))
        .Select(resource => resource.InputsBefore is { } before ? resource with { Inputs = before } : resource));

    private Dictionary<string, GraphResource> FindIdentities()
    {
        var found = new Dictionary<string, GraphResource>(StringComparer.Ordinal);
        foreach (var resource in Resources.Where(resource => resource.Custom))
        {
            if (resource.Id is { Length: > 0 } id) found.TryAdd(id, resource);
            if (resource.Outputs?["arn"] is GraphValue.Text { Value: var arn }) found.TryAdd(arn, resource);
        }

        return found;
    }
}

namespace Pulumi.Offline.Running;

/// <summary>Finds the URNs that a registration has to come after.</summary>
internal static class Dependencies
{
    /// <summary>The URNs of the resources, with components replaced by what a provider makes within them.</summary>
    public static async ValueTask<SortedSet<string>> UrnsAsync(IEnumerable<Resource> resources, Resource dependent)
    {
        var urns = new SortedSet<string>(StringComparer.Ordinal);
        var open = new System.Collections.Generic.Stack<Resource>(resources);
        var seen = new HashSet<Resource>(ReferenceEqualityComparer.Instance);
        while (open.TryPop(out var resource))
        {
            if (ReferenceEquals(resource, dependent) || !seen.Add(resource))
                continue;
            if (resource.IsCustom)
            {
                urns.Add(await UrnAsync(resource));
                continue;
            }

            // A part of a component cannot wait for all parts of it.
            if (dependent.IsWithin(resource))
                continue;
            foreach (var child in resource.Children())
                open.Push(child);
        }

        return urns;
    }

    /// <summary>The URN of a resource, once it is registered.</summary>
    public static async ValueTask<string> UrnAsync(Resource resource) =>
        resource is DependencyResource ? (await resource.Urn.DataTask).Value : (await resource.Registered).Urn;
}

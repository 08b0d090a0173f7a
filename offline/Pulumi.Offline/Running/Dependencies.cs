namespace Pulumi.Offline.Running;

/// <summary>Finds the URNs that a registration has to come after.</summary>
internal static class Dependencies
{
    /// <summary>How many resources in a row are looked at for a circle; longer rows are legitimate and would cost too much.</summary>
    private const int LongestCircle = 1000;

    private static readonly Lock Waits = new();

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
                urns.Add(await UrnAsync(resource, dependent));
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
    /// <exception cref="RunException">The two wait for each other.</exception>
    public static async ValueTask<string> UrnAsync(Resource resource, Resource dependent)
    {
        if (resource is DependencyResource)
            return (await resource.Urn.DataTask).Value;
        if (resource.Registered.IsCompletedSuccessfully)
            return resource.Registered.Result.Urn;

        Wait(dependent, resource);
        try
        {
            return (await resource.Registered).Urn;
        }
        finally
        {
            dependent.WaitingFor = null;
        }
    }

    private static void Wait(Resource dependent, Resource resource)
    {
        // One at a time, so that exactly one of those in a circle finds it.
        lock (Waits)
        {
            var next = resource;
            for (var steps = 0; next is not null && steps < LongestCircle; steps++, next = next.WaitingFor)
            {
                if (ReferenceEquals(next, dependent))
                {
                    throw new RunException(
                        $"{Describe(dependent)} and {Describe(resource)} depend on each other, directly or through others. Remove one of the dependencies.");
                }
            }

            dependent.WaitingFor = resource;
        }
    }

    private static string Describe(Resource resource) => $"{resource.GetResourceType()} '{resource.GetResourceName()}'";
}

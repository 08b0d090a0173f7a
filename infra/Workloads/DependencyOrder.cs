namespace Slipway.Infra.Workloads;

/// <summary>Orders things such that each comes after what it needs.</summary>
internal static class DependencyOrder
{
    /// <summary>The names in order; what is free to choose goes by name. Where a cycle makes that impossible, the cycle, its first name repeated at its end.</summary>
    public static (List<string> Order, List<string>? Cycle) Of(IEnumerable<string> names, Func<string, IEnumerable<string>> needs)
    {
        var waiting = names.ToDictionary(name => name, name => needs(name).ToHashSet());
        var order = new List<string>();
        while (waiting.Where(entry => entry.Value.All(need => !waiting.ContainsKey(need))).Select(entry => entry.Key).Min(StringComparer.Ordinal) is { } next)
        {
            order.Add(next);
            waiting.Remove(next);
        }

        if (waiting.Count == 0)
            return (order, null);

        // Everything left waits for something left: following the needs must come round.
        var path = new List<string> { waiting.Keys.Min(StringComparer.Ordinal)! };
        while (path.IndexOf(path[^1]) == path.Count - 1)
            path.Add(waiting[path[^1]].Where(waiting.ContainsKey).Min(StringComparer.Ordinal)!);

        return (order, path[path.IndexOf(path[^1])..]);
    }
}

namespace Pulumi.Offline.Running;

/// <summary>Notes who waits for whom, so that a circle is told instead of waited out.</summary>
internal static class Waiting
{
    private static readonly AsyncLocal<IWaiter?> Current = new();

    /// <summary>Begins work whose waits are the waiter's; null for work nobody waits for.</summary>
    public static T As<T>(IWaiter? waiter, Func<T> begin)
    {
        var before = Current.Value;
        Current.Value = waiter;
        try
        {
            return begin();
        }
        finally
        {
            Current.Value = before;
        }
    }

    /// <summary>Whoever works here needs this next.</summary>
    public static void For(IWaiter needed)
    {
        if (Current.Value is { } waiter && !ReferenceEquals(waiter, needed))
            waiter.WaitingFor = needed;
    }

    /// <summary>The first circle among those that wait, in the order of need; empty when there is none.</summary>
    public static IReadOnlyList<IWaiter> FindCircle(IEnumerable<IWaiter> waiters)
    {
        var seen = new HashSet<IWaiter>(ReferenceEqualityComparer.Instance);
        foreach (var start in waiters)
        {
            var path = new List<IWaiter>();
            for (var next = start; next is { IsSettled: false }; next = next.WaitingFor)
            {
                if (!seen.Add(next))
                {
                    // Met on an earlier path, it leads nowhere; met on this one, it is where the circle begins.
                    var begin = path.FindIndex(waiter => ReferenceEquals(waiter, next));
                    if (begin >= 0)
                        return path[begin..];
                    break;
                }

                path.Add(next);
            }
        }

        return [];
    }
}

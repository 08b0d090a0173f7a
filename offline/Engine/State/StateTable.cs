using System.Collections.Immutable;

namespace Slipway.Engine.State;

/// <summary>
/// The resources of a stack while they change. Each has a key that never moves, so a journal can speak of it
/// although two resources may carry one URN (a replacement and its old copy).
/// </summary>
internal sealed class StateTable
{
    private readonly List<ResourceState?> entries;
    private readonly Dictionary<string, int> living = new(StringComparer.Ordinal);
    private readonly List<Begun> pending;

    public StateTable(Checkpoint checkpoint)
    {
        entries = [.. checkpoint.Resources];
        pending = [.. checkpoint.PendingOperations.Select(operation => new Begun(0, operation))];
        for (var key = 0; key < entries.Count; key++)
        {
            if (entries[key] is { Delete: false } resource) living[resource.Urn] = key;
        }
    }

    /// <summary>A copy with the same keys.</summary>
    public StateTable(StateTable other)
    {
        entries = [.. other.entries];
        pending = [.. other.pending];
        living = new(other.living, StringComparer.Ordinal);
    }

    public int NextKey => entries.Count;

    public ImmutableArray<PendingOperation> Pending => [.. pending.Select(entry => entry.Operation)];

    public bool HasPending => pending.Count > 0;

    public IEnumerable<(int Key, ResourceState State)> All
    {
        get
        {
            for (var key = 0; key < entries.Count; key++)
            {
                if (entries[key] is { } resource) yield return (key, resource);
            }
        }
    }

    public int? KeyOf(string urn) => living.TryGetValue(urn, out var key) ? key : null;

    public ResourceState? this[int key] => key < entries.Count ? entries[key] : null;

    public void Put(int key, ResourceState resource)
    {
        while (entries.Count <= key) entries.Add(null);
        Forget(key);
        entries[key] = resource;
        if (!resource.Delete) living[resource.Urn] = key;
    }

    public void Remove(int key)
    {
        Forget(key);
        entries[key] = null;
    }

    public void AddPending(long number, PendingOperation operation) => pending.Add(new Begun(number, operation));

    /// <summary>Forgets one operation that failed. What an earlier run left in doubt about the same resource stays in doubt.</summary>
    public void ForgetPending(long number) => pending.RemoveAll(entry => entry.Number == number);

    /// <summary>An operation ended: there is no doubt any more about what it was done to, which an earlier run may have left in doubt too.</summary>
    public void EndPending(long number)
    {
        if (pending.Find(entry => entry.Number == number) is not { Operation.Resource: { } known }) return;
        pending.RemoveAll(entry => entry.Operation.Resource.Urn == known.Urn && entry.Operation.Resource.Id == known.Id);
    }

    /// <summary>Forgets doubts of one kind about one resource; of a creation the id is null. Its old copies stay in doubt.</summary>
    public void SettlePending(string kind, string urn, string? id) =>
        pending.RemoveAll(entry => entry.Operation.Kind == kind && entry.Operation.Resource.Urn == urn && entry.Operation.Resource.Id == id);

    /// <summary>Everything in an order in which each resource comes after those it needs, otherwise as it was.</summary>
    public ImmutableArray<ResourceState> InOrderOfNeed() => [.. EntriesInOrderOfNeed().Select(entry => entry.State)];

    public List<(int Key, ResourceState State)> EntriesInOrderOfNeed()
    {
        var oldCopies = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var placed = new bool[entries.Count];
        var entered = new bool[entries.Count];
        var order = new List<(int Key, ResourceState State)>(entries.Count);
        var path = new Stack<(int Key, IEnumerator<int> Needs)>();
        for (var key = 0; key < entries.Count; key++)
        {
            if (entries[key] is not { Delete: true } copy) continue;
            if (!oldCopies.TryGetValue(copy.Urn, out var copies)) oldCopies.Add(copy.Urn, copies = []);
            copies.Add(key);
        }

        for (var start = 0; start < entries.Count; start++)
        {
            if (entries[start] is null || entered[start]) continue;
            Enter(start);
            while (path.Count > 0)
            {
                var (key, needs) = path.Peek();
                if (needs.MoveNext())
                {
                    if (!entered[needs.Current]) Enter(needs.Current);
                    continue;
                }

                path.Pop();
                if (placed[key]) continue;
                placed[key] = true;
                order.Add((key, entries[key]!));
            }
        }

        return order;

        void Enter(int key)
        {
            entered[key] = true;
            path.Push((key, NeedsOf(key).GetEnumerator()));
        }

        // An old copy is needed by nobody: what names its URN means the living one.
        IEnumerable<int> NeedsOf(int key)
        {
            foreach (var urn in entries[key]!.Needs())
            {
                if (!entries[key]!.Delete)
                {
                    if (living.TryGetValue(urn, out var needed) && needed != key) yield return needed;
                }
                else if (oldCopies.TryGetValue(urn, out var copies))
                {
                    foreach (var copy in copies.Where(copy => copy != key)) yield return copy;
                }
            }
        }
    }

    private void Forget(int key)
    {
        if (entries[key] is { Delete: false } before && living.TryGetValue(before.Urn, out var current) && current == key) living.Remove(before.Urn);
    }

    /// <param name="Number">Of the line of the journal that began it; 0 for what an earlier run left.</param>
    private sealed record Begun(long Number, PendingOperation Operation);
}

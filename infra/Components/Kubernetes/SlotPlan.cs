using System.Collections.Immutable;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>
/// Which slots of which workloads run and what share of the traffic each gets. A release writes one slot of a workload;
/// the others stay as they run, so that going back is only a matter of traffic.
/// </summary>
/// <param name="Written">The slot an update writes, by workload.</param>
/// <param name="Weights">Shares in percent by workload and slot.</param>
public sealed record SlotPlan(
    ImmutableSortedDictionary<string, string> Written,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> Weights)
{
    public const string Default = "blue";

    public static IReadOnlyCollection<string> SlotNames { get; } = ["blue", "green"];

    /// <summary>Every workload in its first slot.</summary>
    public static SlotPlan Empty { get; } = new(
        ImmutableSortedDictionary<string, string>.Empty,
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>>.Empty);

    /// <summary>The workloads anything is said about.</summary>
    public IEnumerable<string> Workloads => Written.Keys.Union(Weights.Keys);

    /// <summary>The slots of a workload, ordered by name.</summary>
    public ImmutableArray<Slot> Of(string workload)
    {
        var written = Written.GetValueOrDefault(workload, Default);
        var weights = Weights.GetValueOrDefault(workload) ?? ImmutableSortedDictionary<string, int>.Empty.Add(written, 100);
        return
        [
            .. weights.Keys.Append(written).Distinct().Order(StringComparer.Ordinal)
                .Select(name => new Slot(name, weights.GetValueOrDefault(name), IsKept: name != written)),
        ];
    }

    /// <summary>The slot with the largest share: what others in the namespace call.</summary>
    public Slot Live(string workload) => Of(workload).MaxBy(slot => slot.Weight)!;
}

/// <summary>One of the two places a workload runs in.</summary>
/// <param name="Weight">Its share of the traffic in percent.</param>
/// <param name="IsKept">Whether it stays as it runs, whatever the description says now.</param>
public sealed record Slot(string Name, int Weight, bool IsKept);

using System.Collections.Immutable;

namespace Slipway.Infra.Releases;

/// <summary>
/// Which slots of which workloads run and what share of the traffic each gets. A release writes one slot of a workload;
/// the others stay as they run, so that going back is only a matter of traffic.
/// </summary>
public sealed record SlotPlan(ImmutableSortedDictionary<string, ReleaseState> States)
{
    /// <summary>Every workload in its first slot.</summary>
    public static SlotPlan Empty { get; } = new(ImmutableSortedDictionary<string, ReleaseState>.Empty);

    /// <summary>The workloads anything is said about.</summary>
    public IEnumerable<string> Workloads => States.Keys;

    /// <summary>Whether anything is said about the workload: its traffic is then what is said, and no other way to move it is left.</summary>
    public bool IsGoverned(string workload) => States.ContainsKey(workload);

    public ReleaseState this[string workload] => States.GetValueOrDefault(workload, ReleaseState.First);

    /// <summary>The slots of a workload, ordered by name.</summary>
    public ImmutableArray<Slot> Of(string workload) => this[workload].Declared;

    /// <summary>The slot with the largest share: what others in the environment call.</summary>
    public Slot Live(string workload) => Of(workload).MaxBy(slot => slot.Weight)!;

    /// <summary>The share of a slot in percent; none where it does not run.</summary>
    public int ShareOf(string workload, string slot) => this[workload].Slots.GetValueOrDefault(slot)?.Weight ?? 0;

    /// <summary>Whether a slot has instances.</summary>
    public bool Runs(string workload, string slot) => this[workload].Slots.ContainsKey(slot);

    /// <summary>Whether a release fills a slot with the new version, before it has traffic.</summary>
    public bool IsStarting(string workload, string slot) => this[workload] is { Phase: ReleasePhase.Starting } state && slot == state.Candidate;

    /// <summary>Whether a slot stays as it runs, whatever the description says now.</summary>
    public bool IsKept(string workload, string slot) => this[workload].Slots.GetValueOrDefault(slot)?.IsKept ?? false;
}

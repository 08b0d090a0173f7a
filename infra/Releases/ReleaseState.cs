using System.Collections.Immutable;

namespace Slipway.Infra.Releases;

/// <summary>
/// The slots of one workload and how far a release of it is. It is what the stack's configuration says under
/// <c>slipway:releases</c>, and what the output <c>releases</c> tells was declared.
/// </summary>
public sealed record ReleaseState
{
    /// <summary>The slot that a return leads to. It changes when a release is finished, and not before.</summary>
    public string Stable { get; init; } = Releases.Slots.Blue;

    public ReleasePhase Phase { get; init; }

    /// <summary>When the phase, or the present share of traffic, began; null at rest.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The version that was taken back last: it is not released again unless asked for.</summary>
    public string? TakenBack { get; init; }

    /// <summary>Why it was taken back.</summary>
    public string? Reason { get; init; }

    public ImmutableSortedDictionary<string, SlotState> Slots { get; init; } = ImmutableSortedDictionary<string, SlotState>.Empty;

    /// <summary>A workload before its first release: one slot, written from the files.</summary>
    public static ReleaseState First { get; } = new() { Slots = Empty.Add(Releases.Slots.Blue, new SlotState { Weight = 100 }) };

    private static ImmutableSortedDictionary<string, SlotState> Empty => ImmutableSortedDictionary.Create<string, SlotState>(StringComparer.Ordinal);

    /// <summary>The slot that is not the one to go back to.</summary>
    public string Candidate => Releases.Slots.Other(Stable);

    public SlotState StableSlot => Slots[Stable];

    /// <summary>Null when only one slot runs.</summary>
    public SlotState? CandidateSlot => Slots.GetValueOrDefault(Candidate);

    /// <summary>The slot with the larger share of the traffic: what others in the environment call.</summary>
    public string Live => Slots.MaxBy(slot => slot.Value.Weight).Key;

    public bool IsUnderWay => Phase != ReleasePhase.AtRest;

    /// <summary>The slots as an update declares them, ordered by name.</summary>
    public ImmutableArray<Slot> Declared => [.. Slots.Select(slot => new Slot(slot.Key, slot.Value.Weight, slot.Value.IsKept))];

    /// <summary>What the idle slot holds is given up; it stays as it runs until the next step.</summary>
    public ReleaseState Prepare(DateTimeOffset now) => this with
    {
        Phase = ReleasePhase.Preparing,
        Since = now,
        Slots = CandidateSlot is { } idle ? Slots.SetItem(Candidate, idle with { Version = null, IsKept = true }) : Slots,
    };

    /// <summary>The new version goes into the idle slot, without traffic; the other one stays as it runs.</summary>
    public ReleaseState Start(DateTimeOffset now) => this with
    {
        Phase = ReleasePhase.Starting,
        Since = now,
        Slots = Slots.SetItem(Stable, StableSlot with { IsKept = true, Weight = 100 }).SetItem(Candidate, new SlotState { Ports = CandidateSlot?.Ports ?? new SlotState().Ports }),
    };

    /// <summary>Moves a share of the traffic to the new version; with all of it, the bake window begins.</summary>
    public ReleaseState Shift(int percent, DateTimeOffset now) => Weighted(percent) with
    {
        Phase = percent == 100 ? ReleasePhase.Baking : ReleasePhase.Shifting,
        Since = now,
    };

    /// <summary>The new version is the one to go back to from now on. The old one runs on, without traffic, until the next release takes its place.</summary>
    /// <param name="keepsOld">False for a workload that takes no requests: nothing could go back to it by moving traffic.</param>
    public ReleaseState Finish(bool keepsOld) => (keepsOld ? this : this with { Slots = Slots.Remove(Stable) }) with
    {
        Stable = Candidate,
        Phase = ReleasePhase.AtRest,
        Since = null,
        TakenBack = null,
        Reason = null,
    };

    /// <summary>All traffic goes back to the old version, which never stopped.</summary>
    public ReleaseState Return(string reason, DateTimeOffset now) => Weighted(0) with
    {
        Phase = ReleasePhase.Returning,
        Since = now,
        TakenBack = CandidateSlot?.Version,
        Reason = reason,
    };

    /// <summary>The version that was taken back goes away.</summary>
    public ReleaseState Clear() => this with { Phase = ReleasePhase.AtRest, Since = null, Slots = Slots.Remove(Candidate) };

    /// <summary>Traffic goes back to the version before, which still runs; both stay.</summary>
    public ReleaseState RollBack(string reason) => this with
    {
        Stable = Candidate,
        TakenBack = StableSlot.Version,
        Reason = reason,
        Slots = Slots.SetItem(Stable, StableSlot with { Weight = 0 }).SetItem(Candidate, CandidateSlot! with { Weight = 100 }),
    };

    private ReleaseState Weighted(int percent) => CandidateSlot is not { } candidate ? this : this with
    {
        Slots = Slots.SetItem(Stable, StableSlot with { Weight = 100 - percent }).SetItem(Candidate, candidate with { Weight = percent }),
    };
}

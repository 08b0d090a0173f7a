using System.Collections.Immutable;
using Slipway.Infra.Releases;

namespace Slipway.Releases.Tests;

/// <summary>A stack of one workload, and what can be seen of it.</summary>
internal static class Fixture
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static ReleaseSettings Canary { get; } = new() { Steps = [10, 50] };

    public static Observation Healthy { get; } = new() { GoodProbes = 3, SmokeProblem = "", Figures = new Verdict(VerdictKind.Good, "100 requests, 0 % failed") };

    public static Verdict Breach { get; } = new(VerdictKind.Breach, "40 % of its requests fail, the limit is 5 %");

    /// <summary>At rest with version v1 in blue.</summary>
    public static ReleaseState AtRest { get; } = new()
    {
        Slots = ImmutableSortedDictionary<string, SlotState>.Empty.Add(Slots.Blue, new SlotState { Weight = 100, IsKept = true, Version = "v1" }),
    };

    public static ImmutableSortedDictionary<string, ReleaseState> Stack(ReleaseState shop) =>
        ImmutableSortedDictionary.Create<string, ReleaseState>(StringComparer.Ordinal).Add("shop", shop);

    /// <summary>As an update would record it: what was written has a version now.</summary>
    public static ReleaseState Recorded(ReleaseState state, string version = "v2") => state with
    {
        Slots = state.Slots.ToImmutableSortedDictionary(
            slot => slot.Key,
            slot => slot.Value.IsKept ? slot.Value : slot.Value with { IsKept = true, Version = version }, StringComparer.Ordinal),
    };

    public static ReleaseDecision Next(
        ReleaseState state, Observation? seen = null, TimeSpan after = default, ReleaseWish wish = ReleaseWish.None, ReleaseSettings? settings = null, bool isRouted = true) =>
        ReleaseDriver.Next(
            Stack(state),
            seen is null ? new Dictionary<string, Observation>() : new Dictionary<string, Observation> { ["shop"] = seen },
            wish, settings ?? new ReleaseSettings(), _ => isRouted, (state.Since ?? Noon) + after);

    public static ReleaseState Updated(ReleaseDecision decision) => Assert.IsType<ReleaseDecision.Update>(decision).States["shop"];

    public static int Share(ReleaseState state, string slot) => state.Slots.GetValueOrDefault(slot)?.Weight ?? 0;
}

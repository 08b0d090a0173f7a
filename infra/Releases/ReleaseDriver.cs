using System.Collections.Immutable;

namespace Slipway.Infra.Releases;

/// <summary>
/// Decides the next step of a release from what is recorded and what is seen, and from nothing else: whoever drives it can
/// be replaced by another at any moment. Workloads that are released together go on, or back, together.
/// </summary>
public static class ReleaseDriver
{
    /// <param name="states">Every workload's, by name; those at rest are left as they are.</param>
    /// <param name="seen">What was seen of each workload that is under way.</param>
    /// <param name="isRouted">Whether requests from outside reach the workload.</param>
    public static ReleaseDecision Next(
        ImmutableSortedDictionary<string, ReleaseState> states,
        IReadOnlyDictionary<string, Observation> seen,
        ReleaseWish wish,
        ReleaseSettings settings,
        Func<string, bool> isRouted,
        DateTimeOffset now)
    {
        var group = states.Where(entry => entry.Value.IsUnderWay).ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (group.IsEmpty)
            return new ReleaseDecision.Done();
        // An update moves all of them in one step, so they only differ where somebody edited the configuration: the earliest counts.
        var phase = group.Values.Any(state => state.Phase == ReleasePhase.Returning) ? ReleasePhase.Returning : group.Values.Min(state => state.Phase);
        var names = string.Join(", ", group.Keys);
        if (phase == ReleasePhase.Returning)
            return Change((_, state) => state.Clear(), $"{names}: what was taken back goes away");
        if (wish == ReleaseWish.Abort)
            return Return("aborted by hand");
        if (phase == ReleasePhase.Preparing)
            return Change((_, state) => state.Start(now), $"{names}: the new version starts beside the old one");

        Observation Of(string workload) => seen.GetValueOrDefault(workload) ?? new Observation();
        var elapsed = group.Keys.Select(workload => Of(workload).WatchedFor).Append(now - group.Values.Max(state => state.Since ?? now)).Min();
        foreach (var workload in group.Keys)
        {
            var observation = Of(workload);
            if (observation.SmokeProblem is { Length: > 0 } problem)
                return Return($"{workload}: smoke test failed: {problem}");
            if (phase != ReleasePhase.Starting && observation.BadProbes >= settings.Probes)
                return Return($"{workload}: not healthy {observation.BadProbes} times in a row: {observation.ProbeProblem}");
            if (phase != ReleasePhase.Starting && observation.Figures.Kind == VerdictKind.Breach)
                return Return($"{workload}: {observation.Figures.Text}");
        }

        if (phase == ReleasePhase.Starting)
        {
            var waiting = group.Keys.Where(workload => Of(workload).GoodProbes < settings.Probes).ToList();
            if (waiting.Count > 0 && elapsed > settings.GateLimit)
                return Return($"{string.Join(", ", waiting.Select(workload => $"{workload}: not found healthy {settings.Probes} times in a row within {settings.GateLimit.TotalSeconds:0} s: {Of(workload).ProbeProblem}"))}");
            if (waiting.Count > 0)
                return new ReleaseDecision.Wait($"{string.Join(", ", waiting)}: {waiting.Min(workload => Of(workload).GoodProbes)} of {settings.Probes} good looks in a row");
            if (group.Keys.FirstOrDefault(workload => Of(workload).SmokeProblem is null) is { } untested)
                return new ReleaseDecision.Wait($"{untested}: smoke tests");
            return ShiftTo(settings.Steps.IsEmpty || wish == ReleaseWish.Promote ? 100 : settings.Steps[0]);
        }

        if (wish == ReleaseWish.Promote)
            return phase == ReleasePhase.Shifting ? ShiftTo(100) : Finish();
        var hold = phase == ReleasePhase.Shifting ? settings.Hold : settings.Bake;
        if (elapsed < hold)
            return new ReleaseDecision.Wait($"{names}: watched for {(hold - elapsed).TotalSeconds:0} s more");
        if (group.Keys.FirstOrDefault(workload => Of(workload).Figures.Kind == VerdictKind.TooFew) is { } few && elapsed < hold + settings.Patience)
            return new ReleaseDecision.Wait($"{few}: {Of(few).Figures.Text}; {(hold + settings.Patience - elapsed).TotalSeconds:0} s more, then health alone decides");
        if (phase == ReleasePhase.Baking)
            return Finish();
        var present = group.Values.Max(state => state.CandidateSlot?.Weight ?? 0);
        return ShiftTo(settings.Steps.FirstOrDefault(step => step > present, 100));

        ReleaseDecision Return(string reason) =>
            Change((_, state) => state.Return(reason, now), $"{names}: back to the version before, as {reason}");

        // Who takes no requests has nothing to shift: old and new both work until the end.
        ReleaseDecision ShiftTo(int percent) =>
            Change((_, state) => state.Shift(percent, now), $"{names}: {percent} % of the traffic to the new version");

        ReleaseDecision Finish() =>
            Change((workload, state) => state.Finish(isRouted(workload)), $"{names}: released");

        ReleaseDecision.Update Change(Func<string, ReleaseState, ReleaseState> change, string what) =>
            new(states.SetItems(group.Select(entry => KeyValuePair.Create(entry.Key, change(entry.Key, entry.Value)))), what);
    }
}

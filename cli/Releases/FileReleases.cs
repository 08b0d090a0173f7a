using System.Collections.Immutable;
using Slipway.Cli.Sessions;
using Slipway.Cli.Stacks;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Releases;

/// <summary>
/// Releases of a stack that `pulumi up` updates: every step is a change of <c>Pulumi.&lt;stack&gt;.yaml</c>, to be reviewed like any other.
/// </summary>
internal sealed class FileReleases(SelectedStack stack, Session session)
{
    private readonly ImmutableSortedDictionary<string, ReleaseState> _states = ReleaseConfiguration.Read(stack);
    private readonly ReleaseSettings _settings = ReleaseRollout.Read(stack);
    private readonly ReleaseFile _file = new(stack);

    public ExitCode Start(string workload)
    {
        var state = Of(workload);
        if (state.IsUnderWay) throw new UserException($"a release of '{workload}' is under way ({ReleaseJson.NameOf(state.Phase)}). Promote or abort it first.");
        var started = state.Start(Now);
        var image = _file.ImageOf(workload);
        var named = started with { Slots = started.Slots.SetItem(state.Candidate, started.Slots[state.Candidate] with { Image = image, Version = _file.NameOf(image, Now) }) };
        return Write(workload, named, $"the new version goes into slot {state.Candidate}, without traffic; {state.Stable} stays as it runs");
    }

    /// <summary>The next share, or the end of the release.</summary>
    public ExitCode Promote(string workload)
    {
        var state = UnderWay(workload);
        if (state.Phase == ReleasePhase.Baking)
            return Write(workload, Written(state.Finish(keepsOld: true)), $"released: {state.Candidate} is written from the files from now on, {state.Stable} stays to go back to");
        var present = state.CandidateSlot!.Weight;
        var next = _settings.Steps.FirstOrDefault(step => step > present, 100);
        return Write(workload, state.Shift(next, Now), $"{next} % of the traffic to slot {state.Candidate}");
    }

    public ExitCode Abort(string workload)
    {
        var state = UnderWay(workload);
        var back = state.Return("aborted by hand", Now) with { Phase = ReleasePhase.AtRest, Since = null };
        return Write(workload, Kept(back), $"all traffic to slot {state.Stable}, which never stopped");
    }

    public ExitCode RollBack(string workload)
    {
        var state = Of(workload);
        if (state.IsUnderWay) return Abort(workload);
        if (state.CandidateSlot is null) throw new UserException($"'{workload}' has nothing to go back to: Pulumi.{stack.Name}.yaml names one slot of it.");
        return Write(workload, Kept(state.RollBack("rolled back by hand")), $"all traffic to slot {state.Candidate}, which still runs");
    }

    private DateTimeOffset Now => session.Time.GetUtcNow();

    private ReleaseState Of(string workload) => _states.GetValueOrDefault(workload, ReleaseState.First);

    private ReleaseState UnderWay(string workload) => Of(workload) is { IsUnderWay: true } state
        ? state
        : throw new UserException($"no release of '{workload}' is under way in Pulumi.{stack.Name}.yaml. `slipway release start {workload} -s {stack.Name}` begins one.");

    // At rest the live slot follows the files, as it does where there never was a release.
    private static ReleaseState Written(ReleaseState state) => state with
    {
        Slots = state.Slots.ToImmutableSortedDictionary(slot => slot.Key, slot => slot.Value with { IsKept = slot.Key != state.Stable }, StringComparer.Ordinal),
    };

    // After going back both stay as they are: the files still describe the version that was taken back.
    private static ReleaseState Kept(ReleaseState state) => state with
    {
        Slots = state.Slots.ToImmutableSortedDictionary(slot => slot.Key, slot => slot.Value with { IsKept = true }, StringComparer.Ordinal),
    };

    private ExitCode Write(string workload, ReleaseState state, string what)
    {
        _file.Write(workload, state);
        session.Output.WriteLine($"{workload}: {what}.");
        session.Error.WriteLine($"Written to Pulumi.{stack.Name}.yaml; `pulumi up --stack {stack.Name}` carries it out.");
        return ExitCode.Done;
    }
}

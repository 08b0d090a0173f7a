using System.Collections.Immutable;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Releases;

/// <summary>Decides the steps of a deployment.</summary>
/// <param name="recorded">The output <c>releases</c> of the stack; empty before its first update.</param>
/// <param name="images">The image each workload is to run.</param>
/// <param name="nameOf">What the version is called that runs an image.</param>
internal sealed class DeploymentSteps(
    ImmutableSortedDictionary<string, RecordedRelease> recorded,
    ImmutableSortedDictionary<string, string> images,
    ReleaseSettings settings,
    Func<string, string> nameOf,
    DateTimeOffset now)
{
    private readonly ImmutableSortedDictionary<string, ReleaseState> _states =
        recorded.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.State, StringComparer.Ordinal);

    private readonly ImmutableArray<string> _group = [.. recorded.Where(entry => entry.Value.State.IsUnderWay).Select(entry => entry.Key)];

    private readonly ImmutableArray<string> _changed =
    [
        .. recorded.Where(entry => entry.Value is { IsRouted: true, Recreated: null }
            && images.TryGetValue(entry.Key, out var image) && entry.Value.State.StableSlot.Image != image).Select(entry => entry.Key),
    ];

    private ReleasePhase Phase => _group.Any(workload => _states[workload].Phase == ReleasePhase.Returning)
        ? ReleasePhase.Returning
        : _group.Min(workload => _states[workload].Phase);

    private string Names => string.Join(", ", _group);

    /// <summary>The way on.</summary>
    public DeploymentStep Next()
    {
        if (_group.IsEmpty) return _changed.IsEmpty ? Plain() : Prepare();
        if (Phase == ReleasePhase.Returning || _group.Any(workload => !IsForTheseImages(workload))) return Back("another deployment takes its place") with { IsLast = false };
        switch (Phase)
        {
            case ReleasePhase.Preparing:
                return Step(_group, Start, $"{Names}: the new version starts beside the old one, without traffic");
            case ReleasePhase.Baking:
                var left = _changed.Except(_group).ToImmutableArray();
                return Step(_group, (_, state) => Followed(state.Finish(keepsOld: true)), $"{Names}: released") with
                {
                    Watch = settings.Bake,
                    HasMoved = true,
                    Images = Recorded().SetItems(images.Where(image => !left.Contains(image.Key))),
                    IsLast = left.IsEmpty,
                };
            default:
                var present = _group.Max(workload => _states[workload].CandidateSlot?.Weight ?? 0);
                var next = settings.Steps.FirstOrDefault(step => step > present, 100);
                return Step(_group, (_, state) => state.Shift(next, now), $"{Names}: {next} % of the traffic to the new version") with { Watch = present == 0 ? TimeSpan.Zero : settings.Hold };
        }
    }

    /// <summary>The way back: all traffic to the old version first; what had none, or has none any more, goes away.</summary>
    public DeploymentStep Back(string reason)
    {
        if (_group.IsEmpty) return Step([], (_, state) => state, "the images recorded last") with { IsLast = true };
        var hasTraffic = Phase is ReleasePhase.Shifting or ReleasePhase.Baking;
        return hasTraffic
            ? Step(_group, (_, state) => state.Return(reason, now), $"{Names}: all traffic back to the version before, which never stopped")
            : Step(_group, (workload, state) => (state.Phase == ReleasePhase.Returning ? state : state.Return(reason, now) with { TakenBack = Wanted(workload, state) }).Clear(), $"{Names}: what was taken back goes away") with { IsLast = true };
    }

    /// <summary>The way back after the end: traffic alone moves, to the versions these images took the place of, which still run.</summary>
    public DeploymentStep Undo(string reason)
    {
        var released = recorded.Where(entry => entry.Value.State is { IsUnderWay: false, CandidateSlot: not null } state && images.GetValueOrDefault(entry.Key) == state.StableSlot.Image)
            .Select(entry => entry.Key).ToImmutableArray();
        return Step(released, (_, state) => Kept(state.RollBack(reason)), $"{string.Join(", ", released)}: all traffic back to the version before, which still runs") with { IsLast = true };
    }

    /// <summary>The states and images as they were recorded.</summary>
    public static DeploymentStep Recall(ImmutableSortedDictionary<string, RecordedRelease> recorded) =>
        new DeploymentSteps(recorded, ImmutableSortedDictionary<string, string>.Empty, new ReleaseSettings(), image => image, default).Step([], (_, state) => state, "as recorded");

    private DeploymentStep Plain() => Step([], (_, state) => state, "nothing to release") with { Images = Recorded().SetItems(images), IsLast = true };

    // A step of its own: whatever happens to the one that fills the idle slot, it is known that nobody may go back to it.
    private DeploymentStep Prepare() => Step(
        _changed,
        (_, state) => Kept(state) with { Phase = ReleasePhase.Preparing, Since = now },
        $"{string.Join(", ", _changed)}: a release begins");

    private ReleaseState Start(string workload, ReleaseState state)
    {
        var started = state.Start(now);
        return started with { Slots = started.Slots.SetItem(state.Candidate, started.Slots[state.Candidate] with { Image = images[workload], Version = nameOf(images[workload]) }) };
    }

    private bool IsForTheseImages(string workload) => _states[workload].Phase == ReleasePhase.Preparing
        ? _changed.Contains(workload)
        : _states[workload].CandidateSlot?.Image is { } image && images.GetValueOrDefault(workload) == image;

    private string? Wanted(string workload, ReleaseState state) => state.Phase == ReleasePhase.Preparing
        ? images.TryGetValue(workload, out var image) ? nameOf(image) : null
        : state.CandidateSlot?.Version;

    // At rest the live slot is written from the files, and the other one stays to go back to.
    private static ReleaseState Followed(ReleaseState state) => state with
    {
        Slots = state.Slots.ToImmutableSortedDictionary(slot => slot.Key, slot => slot.Value with { IsKept = slot.Key != state.Stable }, StringComparer.Ordinal),
    };

    private static ReleaseState Kept(ReleaseState state) => state with
    {
        Slots = state.Slots.ToImmutableSortedDictionary(slot => slot.Key, slot => slot.Value with { IsKept = true }, StringComparer.Ordinal),
    };

    // A slot under way has its image in its state; only the one that is written looks at what the workload's image is said to be.
    private ImmutableSortedDictionary<string, string> Recorded() => _states
        .Select(entry => (Workload: entry.Key, Image: entry.Value.Slots.Values.FirstOrDefault(slot => !slot.IsKept)?.Image ?? entry.Value.StableSlot.Image))
        .Where(entry => entry.Image is not null)
        .ToImmutableSortedDictionary(entry => entry.Workload, entry => entry.Image!, StringComparer.Ordinal);

    private DeploymentStep Step(ImmutableArray<string> workloads, Func<string, ReleaseState, ReleaseState> change, string what)
    {
        var states = _states.SetItems(workloads.Select(workload => KeyValuePair.Create(workload, change(workload, _states[workload]))));
        var written = workloads.Where(workload => states[workload].Slots.Values.Any(slot => slot is { IsKept: false, Image: not null }))
            .Select(workload => KeyValuePair.Create(workload, states[workload].Slots.Values.First(slot => slot is { IsKept: false, Image: not null }).Image!));
        return new DeploymentStep { What = what, States = states, Images = Recorded().SetItems(written) };
    }
}

using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Slipway.Cli.Changes;
using Slipway.Cli.Commands;
using Slipway.Cli.Live;
using Slipway.Cli.Screens;
using Slipway.Cli.Stacks;
using Slipway.Engine;
using Slipway.Engine.Planning;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Releases;

/// <summary>
/// An update of a stack whose workloads have slots: what has changed goes into the idle slot, and the release is driven to its end.
/// Workloads that changed together are released together, as one may need the other's new version.
/// </summary>
internal sealed class StackReleases(CommandContext context, SelectedStack stack, bool force) : IDisposable
{
    private readonly ReleaseSteps _steps = new(stack, context.Platform.Operations);
    private readonly ReleaseSettings _settings = ReleaseRollout.Read(stack);
    private ImmutableSortedDictionary<string, RecordedRelease> _recorded = ImmutableSortedDictionary<string, RecordedRelease>.Empty;
    private ImmutableSortedDictionary<string, ReleaseState> _planned = ImmutableSortedDictionary<string, ReleaseState>.Empty;
    private ImmutableSortedDictionary<string, RecordedRelease> _outdated = ImmutableSortedDictionary<string, RecordedRelease>.Empty;
    private IStackOperations? _operations;
    private ReleaseLease? _lease;

    /// <summary>Only this workload is released, also when its version has not changed; null for all that have changed.</summary>
    public string? Only { get; init; }

    /// <summary>What the plan releases, a line a workload.</summary>
    public IEnumerable<Line> Lines()
    {
        foreach (var (workload, release) in _outdated)
        {
            var state = release.State;
            yield return new Line().Add("Release ", Styles.Strong).Add(workload, Styles.Accent)
                .Add($": {state.Stable} {state.StableSlot.Version} → {state.Candidate} {release.Current}, {_settings.Strategy}");
        }

        foreach (var (workload, release) in _recorded.Where(entry => entry.Value.State.IsUnderWay))
            yield return new Line().Add("Release ", Styles.Strong).Add(workload, Styles.Accent).Add($": under way ({ReleaseJson.NameOf(release.State.Phase)}), goes on");
        foreach (var (workload, release) in _recorded.Where(entry => !_outdated.ContainsKey(entry.Key) && entry.Value.State is { IsUnderWay: false, TakenBack: { } back } && back == entry.Value.Current))
            yield return new Line().Add($"{workload} {release.State.TakenBack} was taken back ({release.State.Reason}) and is not released again by itself. `slipway release start {workload}` tries it again.", Styles.Warning);
    }

    /// <exception cref="UserException"><see cref="Only"/> names nothing that can be released.</exception>
    public async Task RequireKnownAsync(CancellationToken cancellationToken)
    {
        var recorded = await _steps.ReadAsync(cancellationToken);
        if (!recorded.TryGetValue(Only!, out var release))
            throw new UserException(recorded.IsEmpty
                ? $"nothing of stack {stack.Name} runs here. `slipway up -s {stack.Name}` brings it up."
                : $"stack {stack.Name} has no workload '{Only}' that could be released, only {string.Join(", ", recorded.Keys)}.");
        if (release.Recreated is { } reason) throw new UserException($"'{Only}' is not released beside its old version: {reason}. `slipway up -s {stack.Name}` exchanges it.");
        if (release.State.IsUnderWay) throw new UserException($"a release of '{Only}' is under way ({ReleaseJson.NameOf(release.State.Phase)}). `slipway up`, `slipway release promote` and `slipway release abort` go on with it.", ExitCode.Conflict);
    }

    /// <summary>The plan of what `up` does first: for what has changed, to fill the idle slot.</summary>
    public async Task<Plan> PreviewAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        var states = _planned = RecordedRelease.StatesOf(await _steps.ReadAsync(cancellationToken));
        var underWay = states.Values.Any(state => state.IsUnderWay);
        _operations = _steps.Open(states);
        var plan = await _operations.PreviewAsync(options, observe, cancellationToken);
        _recorded = RecordedRelease.ReadAll(plan.Outputs);
        // One release at a time: what is under way ends first.
        _outdated = plan.Failed || underWay ? _outdated : _recorded.Where(entry => states.ContainsKey(entry.Key) && IsWanted(entry.Key, entry.Value)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (_outdated.IsEmpty) return plan;

        if (!force) MigrationGuard.Check(_outdated);
        var now = context.Session.Time.GetUtcNow();
        _operations = _steps.Open(_planned.SetItems(_outdated.Select(entry => KeyValuePair.Create(entry.Key, _planned[entry.Key].Start(now)))));
        return await _operations.PreviewAsync(options, observe, cancellationToken);
    }

    public async Task<UpdateResult> ApplyAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        // From here to the end nobody else moves anything; what was moved since the plan was shown makes it another plan.
        _lease = ReleaseLease.Take(stack);
        if (!JToken.DeepEquals(ReleaseJson.Write(_planned), ReleaseJson.Write(RecordedRelease.StatesOf(await _steps.ReadAsync(cancellationToken)))))
            throw new UserException("a release went on since the plan was made. Run the same again to see the new one.", ExitCode.Conflict);
        if (_outdated.IsEmpty) return await _operations!.UpAsync(approved, options, observe, cancellationToken);

        new ReleaseWishes(stack).Forget();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        await new ReleaseNotice(stack, http, context.Session.Error).SendAsync(string.Join('\n', Lines().Select(line => line.Text)), cancellationToken);
        if (_outdated.Values.All(release => release.State.CandidateSlot is null)) return await _operations!.UpAsync(approved, options, observe, cancellationToken);

        // First it is recorded that the idle slots are no longer to be gone back to: a process killed half way through must not leave that open.
        var now = context.Session.Time.GetUtcNow();
        var prepared = _planned.SetItems(_outdated.Select(entry => KeyValuePair.Create(entry.Key, _planned[entry.Key].Prepare(now))));
        if (await _steps.ApplyAsync(prepared, cancellationToken) is { } problem) throw new UserException($"the release could not begin: {problem}", ExitCode.Failed);
        var again = await _operations!.PreviewAsync(options, _ => { }, cancellationToken);
        if (!ReleaseSteps.AreAlike(approved, again)) throw new UserException("the plan changed while the release began. Run the same again to see the new one.", ExitCode.Conflict);
        return await _operations.UpAsync(again, options, observe, cancellationToken);
    }

    /// <summary>Drives what is under way to its end; null when nothing is.</summary>
    public async Task<ReleaseResult?> FollowAsync(Outcome outcome, ILiveSystem live, CancellationToken cancellationToken)
    {
        if (_outdated.IsEmpty && !_recorded.Values.Any(release => release.State.IsUnderWay)) return null;
        var recorded = await _steps.ReadAsync(cancellationToken);
        var states = RecordedRelease.StatesOf(recorded);
        if (!outcome.Succeeded)
        {
            if (outcome.Result.Cancelled || !IsAboutTheNewVersion(outcome)) return null;
            // What did not start never had a request: it goes away, and what is live was not touched.
            var reason = $"it did not start: {outcome.Failures.FirstOrDefault()?.Reason.Trim().Split('\n')[0] ?? outcome.Down.FirstOrDefault()?.Reason}";
            var now = context.Session.Time.GetUtcNow();
            states = states.SetItems(_outdated.Select(entry => KeyValuePair.Create(entry.Key, states[entry.Key].Return(reason, now) with { TakenBack = entry.Value.Current })));
            if (await _steps.ApplyAsync(states, CancellationToken.None) is { } problem) return new ReleaseResult(ExitCode.Failed, $"The new version did not start, and could not be taken away: {problem}");
        }

        if (!states.Values.Any(state => state.IsUnderWay)) return null;
        return await new ReleaseRun(stack, _steps, live, _settings, context.Session).DriveAsync(ReleaseWish.None, cancellationToken);
    }

    public void Dispose() => _lease?.Dispose();

    private bool IsWanted(string workload, RecordedRelease release) =>
        Only is null ? release.IsOutdated : Only == workload && release is { Recreated: null, State.IsUnderWay: false };

    private bool IsAboutTheNewVersion(Outcome outcome) => _outdated.Any(entry =>
        outcome.Failures.Any(failure => failure.Step.Name.StartsWith($"{entry.Key}-{entry.Value.State.Candidate}-", StringComparison.Ordinal))
        || outcome.Down.Any(service => service.Workload == entry.Key && service.Slot == entry.Value.State.Candidate));
}

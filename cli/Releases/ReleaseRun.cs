using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Cli.Live;
using Slipway.Cli.Live.Local;
using Slipway.Cli.Screens;
using Slipway.Cli.Sessions;
using Slipway.Cli.Stacks;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Releases;

/// <summary>
/// Drives a release to its end: looks, lets <see cref="ReleaseDriver"/> decide, updates the stack, and looks again. It knows nothing
/// that is not recorded or seen, so another process can go on where this one was ended.
/// </summary>
internal sealed class ReleaseRun(SelectedStack stack, ReleaseSteps steps, ILiveSystem live, ReleaseSettings settings, Session session)
{
    // Prometheus looks every five seconds, and an increase needs two looks.
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromSeconds(60);

    private readonly SlotProbes _probes = new();
    private readonly ConcurrentDictionary<(string Workload, string? Version), string> _smoke = [];
    private readonly ReleaseWishes _wishes = new(stack);
    private readonly DateTimeOffset _begun = session.Time.GetUtcNow();
    private string _told = "";

    public async Task<ReleaseResult?> DriveAsync(ReleaseWish wish, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
        var notice = new ReleaseNotice(stack, http, session.Error);
        var recorded = await steps.ReadAsync(cancellationToken);
        var group = recorded.Where(entry => entry.Value.State.IsUnderWay).Select(entry => entry.Key).ToImmutableArray();
        if (group.IsEmpty) return null;
        var failedSteps = 0;
        while (true)
        {
            wish = _wishes.Take() is var left and not ReleaseWish.None ? left : wish;
            var now = session.Time.GetUtcNow();
            var seen = await LookAsync(recorded, now, http, cancellationToken);
            switch (ReleaseDriver.Next(RecordedRelease.StatesOf(recorded), seen, wish, settings, workload => recorded[workload].IsRouted, now))
            {
                case ReleaseDecision.Done:
                    return await FinishAsync(group, recorded, notice, cancellationToken);
                case ReleaseDecision.Wait wait:
                    Tell(wait.Reason, isRepeated: true);
                    await Task.Delay(settings.ProbeEvery, session.Time, cancellationToken);
                    break;
                case ReleaseDecision.Update update:
                    Tell(update.What, isRepeated: false);
                    if (update.States.Any(state => state.Value.Phase == ReleasePhase.Returning && recorded[state.Key].State.Phase != ReleasePhase.Returning))
                        await notice.SendAsync(update.What, cancellationToken);
                    var problem = await steps.ApplyAsync(update.States, cancellationToken) ?? await CheckSharesAsync(update.States, recorded, cancellationToken);
                    if (problem is not null)
                    {
                        session.Error.WriteLine($"  the step failed: {problem}");
                        // A step that leads back is tried again; one that leads on is not.
                        if (++failedSteps > 2)
                            return new ReleaseResult(ExitCode.Failed, $"The release stands still ({problem}). Mend that and run `slipway release abort -s {stack.Name}`.");
                        wish = ReleaseWish.Abort;
                    }

                    recorded = await steps.ReadAsync(cancellationToken);
                    break;
            }
        }
    }

    private async Task<Dictionary<string, Observation>> LookAsync(
        ImmutableSortedDictionary<string, RecordedRelease> recorded, DateTimeOffset now, HttpClient http, CancellationToken cancellationToken)
    {
        var status = await live.ReadAsync(cancellationToken);
        var outputs = await steps.ReadOutputsAsync(cancellationToken);
        var all = recorded.Where(entry => entry.Value.State is { IsUnderWay: true, CandidateSlot: not null }).ToList();
        // Together, as each takes its time to warm up.
        var seen = await Task.WhenAll(all.Select(entry => ObserveAsync(entry.Key, entry.Value)));
        return all.Zip(seen).ToDictionary(pair => pair.First.Key, pair => pair.Second, StringComparer.Ordinal);

        async Task<Observation> ObserveAsync(string workload, RecordedRelease release)
        {
            var observation = _probes.Observe(status, workload, release.State.Candidate);
            observation = observation with { SmokeProblem = await SmokeAsync(workload, release, observation, http, cancellationToken) };
            if (release.State.Phase is ReleasePhase.Shifting or ReleasePhase.Baking && release is { HasFigures: true, IsRouted: true } && PrometheusOf(outputs) is { } prometheus)
                observation = observation with { Figures = await JudgeAsync(new PrometheusFigures(http, prometheus), workload, release, now, cancellationToken) };
            return observation with { WatchedFor = now - _begun };
        }
    }

    private async Task<string?> SmokeAsync(string workload, RecordedRelease release, Observation observation, HttpClient http, CancellationToken cancellationToken)
    {
        if (release.State.Phase != ReleasePhase.Starting) return "";
        var key = (workload, release.State.CandidateSlot!.Version);
        if (observation.GoodProbes < settings.Probes) return _smoke.GetValueOrDefault(key);
        if (_smoke.TryGetValue(key, out var known)) return known;
        var addresses = release.Addresses.GetValueOrDefault(release.State.Candidate, []);
        var problem = await SmokeTester.RunAsync(http, addresses, release.Smoke, cancellationToken);
        if (problem.Length == 0) await SmokeTester.WarmUpAsync(http, addresses, release.Smoke, settings.WarmUp, cancellationToken);
        return _smoke[key] = problem;
    }

    private async Task<Verdict> JudgeAsync(PrometheusFigures prometheus, string workload, RecordedRelease release, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = release.State.Since ?? now;
        var window = TimeSpan.FromSeconds(Math.Clamp((now - since).TotalSeconds, ShortestWindow.TotalSeconds, LongestWindow.TotalSeconds));
        var candidate = await prometheus.ReadAsync(workload, release.State.Candidate, release.Streams, now, window, cancellationToken);
        // Until the window has passed, it holds the slow first answers of the smoke tests as well.
        if (now - since < ShortestWindow && candidate is not null) candidate = candidate with { P95 = null };
        // With all traffic on the new version, the old one is as it was before that.
        var (at, before) = release.State.Phase == ReleasePhase.Baking ? (since, LongestWindow) : (now, window);
        var stable = await prometheus.ReadAsync(workload, release.State.Stable, release.Streams, at, before, cancellationToken);
        return Analysis.Judge(candidate, stable, settings);
    }

    // What was intended is no news; what the router does is.
    private async Task<string?> CheckSharesAsync(
        ImmutableSortedDictionary<string, ReleaseState> states, ImmutableSortedDictionary<string, RecordedRelease> before, CancellationToken cancellationToken)
    {
        foreach (var (workload, state) in states.Where(entry => before.TryGetValue(entry.Key, out var old) && old is { IsRouted: true, State.IsUnderWay: true }))
        {
            if (await live.ReadSharesAsync(workload, cancellationToken) is not { } shares) continue;
            if (state.Slots.FirstOrDefault(slot => shares.GetValueOrDefault(slot.Key) != slot.Value.Weight) is { Value: { } wanted } other)
                return $"the router sends {shares.GetValueOrDefault(other.Key)} % of {workload} to {other.Key}, not {wanted.Weight} %";
        }

        return null;
    }

    private async Task<ReleaseResult> FinishAsync(
        ImmutableArray<string> group, ImmutableSortedDictionary<string, RecordedRelease> recorded, ReleaseNotice notice, CancellationToken cancellationToken)
    {
        var takenBack = group.Where(workload => recorded[workload].State.TakenBack is not null).ToImmutableArray();
        var figures = new ReleaseFigures(FolderOf(await steps.ReadOutputsAsync(cancellationToken)));
        foreach (var workload in group) figures.Write(workload, takenBack.IsEmpty, session.Time.GetUtcNow());
        var lines = new List<string>();
        foreach (var workload in group)
        {
            var state = recorded[workload].State;
            var shares = recorded[workload].IsRouted ? await live.ReadSharesAsync(workload, cancellationToken) : null;
            var slot = shares?.MaxBy(share => share.Value).Key ?? state.Live;
            var version = state.Slots.GetValueOrDefault(slot)?.Version;
            lines.Add(state.TakenBack is { } back
                ? $"{workload}: {slot} {version} is live; {back} was taken back: {state.Reason}"
                : $"{workload}: {slot} {version} is live");
        }

        var text = string.Join('\n', lines);
        await notice.SendAsync(takenBack.IsEmpty ? $"released: {text}" : $"rolled back: {text}", cancellationToken);
        return new ReleaseResult(takenBack.IsEmpty ? ExitCode.Done : ExitCode.RolledBack, text);
    }

    private void Tell(string text, bool isRepeated)
    {
        // Counting down is for the eye, not for a log.
        var core = isRepeated ? new string([.. text.Where(character => !char.IsAsciiDigit(character))]) : text;
        if (core == _told) return;
        _told = core;
        session.Error.WriteLine($"  {session.Time.GetLocalNow():HH:mm:ss}  {text}", isRepeated ? Styles.Faint : Styles.Plain);
    }

    private static Uri? PrometheusOf(PropertyValue.Map? outputs) =>
        LocalStack.Read(outputs)?.Addresses.GetValueOrDefault("prometheus") is { } address ? new Uri(address) : null;

    private static string FolderOf(PropertyValue.Map? outputs) => LocalStack.Read(outputs) is { } stack ? Path.Combine(stack.Root, "metrics") : "";
}

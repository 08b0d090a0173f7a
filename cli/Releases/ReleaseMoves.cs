using System.Collections.Immutable;
using Slipway.Cli.Live;
using Slipway.Cli.Live.Local;
using Slipway.Cli.Sessions;
using Slipway.Cli.Stacks;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Releases;

/// <summary>What somebody does to a release by hand, where slipway itself updates the stack.</summary>
internal sealed class ReleaseMoves(SelectedStack stack, Platform platform, Session session)
{
    private readonly ReleaseSteps _steps = new(stack, platform.Operations);
    private readonly ILiveSystem _live = platform.Live(stack);
    private readonly ReleaseSettings _settings = ReleaseRollout.Read(stack);

    /// <summary>Tells whoever drives the release, or goes on with it where nobody does any more.</summary>
    public async Task<ReleaseResult> WishAsync(string workload, ReleaseWish wish, CancellationToken cancellationToken)
    {
        var recorded = await _steps.ReadAsync(cancellationToken);
        if (!Find(recorded, workload).State.IsUnderWay)
            throw new UserException($"no release of '{workload}' is under way. `slipway release status -s {stack.Name}` shows what is live{(wish == ReleaseWish.Abort ? ", `slipway release rollback` goes back to the version before" : "")}.");
        using var lease = ReleaseLease.TryTake(stack);
        if (lease is null)
        {
            new ReleaseWishes(stack).Leave(wish);
            return new ReleaseResult(ExitCode.Done, $"The process that drives the release of {workload} was told to {wish.ToString().ToLowerInvariant()} it.");
        }

        var result = await new ReleaseRun(stack, _steps, _live, _settings, session).DriveAsync(wish, cancellationToken);
        return result!.ExitCode == ExitCode.RolledBack && wish == ReleaseWish.Abort ? result with { ExitCode = ExitCode.Done } : result;
    }

    /// <summary>Moves all traffic to the version before, once its instances are found healthy; nothing is started or stopped.</summary>
    public async Task<ReleaseResult> RollBackAsync(string workload, CancellationToken cancellationToken)
    {
        var recorded = await _steps.ReadAsync(cancellationToken);
        var release = Find(recorded, workload);
        if (release.State.IsUnderWay) return await WishAsync(workload, ReleaseWish.Abort, cancellationToken);
        if (release.State.CandidateSlot is not { Version: { } before })
            throw new UserException($"'{workload}' has nothing to go back to: only version {release.State.StableSlot.Version} runs. Release the sources of another one with `slipway up -s {stack.Name}`.");
        using var lease = ReleaseLease.Take(stack);
        await RequireHealthyAsync(workload, release, before, cancellationToken);
        var state = RecordedRelease.StatesOf(recorded);
        if (await _steps.ApplyAsync(state.SetItem(workload, state[workload].RollBack("rolled back by hand")), cancellationToken) is { } problem)
            throw new UserException($"the traffic of '{workload}' could not be moved: {problem}", ExitCode.Failed);

        var shares = await _live.ReadSharesAsync(workload, cancellationToken);
        if (shares is not null && shares.GetValueOrDefault(release.State.Candidate) != 100)
            throw new UserException($"the router still sends {shares.GetValueOrDefault(release.State.Stable)} % of '{workload}' to {release.State.Stable}", ExitCode.Failed);
        var text = $"{workload}: {release.State.Candidate} {before} is live; {release.State.StableSlot.Version} was rolled back by hand and runs on without traffic";
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        await new ReleaseNotice(stack, http, session.Error).SendAsync($"rolled back: {text}", cancellationToken);
        if (LocalStack.Read(await _steps.ReadOutputsAsync(cancellationToken)) is { } local)
            new ReleaseFigures(Path.Combine(local.Root, "metrics")).Write(workload, succeeded: false, session.Time.GetUtcNow());
        return new ReleaseResult(ExitCode.Done, text);
    }

    private async Task RequireHealthyAsync(string workload, RecordedRelease release, string version, CancellationToken cancellationToken)
    {
        var probes = new SlotProbes();
        while (true)
        {
            var seen = probes.Observe(await _live.ReadAsync(cancellationToken), workload, release.State.Candidate);
            if (seen.GoodProbes >= _settings.Probes) return;
            if (seen.BadProbes >= _settings.Probes)
                throw new UserException($"'{workload}' cannot go back to {version}: {seen.ProbeProblem}. Nothing was changed.", ExitCode.Failed);
            // Seen three times within a second, a slot that has been up for long is as good as seen in three.
            await Task.Delay(TimeSpan.FromMilliseconds(100), session.Time, cancellationToken);
        }
    }

    private RecordedRelease Find(ImmutableSortedDictionary<string, RecordedRelease> recorded, string workload) => recorded.GetValueOrDefault(workload)
        ?? throw new UserException(recorded.IsEmpty
            ? $"nothing of stack {stack.Name} runs here. `slipway up -s {stack.Name}` brings it up."
            : $"stack {stack.Name} has no workload '{workload}' that could be released, only {string.Join(", ", recorded.Keys)}.");
}

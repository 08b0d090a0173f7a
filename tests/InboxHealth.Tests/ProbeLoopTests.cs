using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.InboxHealth.Probes;

namespace Slipway.InboxHealth.Tests;

/// <summary>The schedule, with a clock that is moved by hand.</summary>
public sealed class ProbeLoopTests : IAsyncDisposable
{
    private static readonly ProbesOptions Options = new();

    private readonly ManualClock _clock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<Task> _loops = [];

    [Fact]
    public async Task A_probe_that_ignores_its_time_limit_for_five_minutes_delays_neither_itself_nor_another()
    {
        var hanging = new ScriptedProbe("hanging") { Answer = new TaskCompletionSource<ProbeResult>().Task };
        var other = new ScriptedProbe("other");
        var board = Start(hanging, other);
        await SettledAsync(() => other.Looks == 1);

        for (var tick = 1; tick <= 20; tick++)
        {
            _clock.Advance(Options.Timeout);
            await SettledAsync(() => Of(board, "hanging").ConsecutiveFailures == tick);
            _clock.Advance(Options.Interval - Options.Timeout);
            await SettledAsync(() => other.Looks == tick + 1);
        }

        await SettledAsync(() => Of(board, "hanging").ConsecutiveFailures == 21 && Of(board, "other").CheckedAt == _clock.GetUtcNow());
        Assert.Equal(1, hanging.Looks);
        Assert.Equal("the look that began 300 s ago still hangs", Of(board, "hanging").Detail);
        Assert.Equal((ProbeStatus.Up, 0), (Of(board, "other").Status, Of(board, "other").ConsecutiveFailures));
    }

    [Fact]
    public async Task A_probe_that_hung_is_looked_at_again_once_it_has_ended()
    {
        var answer = new TaskCompletionSource<ProbeResult>();
        var probe = new ScriptedProbe("slow") { Answer = answer.Task };
        var board = Start(probe);
        await SettledAsync(() => probe.Looks == 1);
        _clock.Advance(Options.Timeout);
        await SettledAsync(() => Of(board, "slow").Status == ProbeStatus.Down);
        Assert.Equal("no answer within 5 s", Of(board, "slow").Detail);

        answer.SetResult(ScriptedProbe.Fine);
        probe.Answer = Task.FromResult(ScriptedProbe.Fine);
        _clock.Advance(Options.Interval - Options.Timeout);

        await SettledAsync(() => Of(board, "slow").Status == ProbeStatus.Up);
        Assert.Equal(2, probe.Looks);
        Assert.Equal(_clock.GetUtcNow(), Of(board, "slow").LastSuccessAt);
    }

    [Fact]
    public async Task A_failure_is_told_with_its_words_and_the_last_success_stays()
    {
        var probe = new ScriptedProbe("failing");
        var board = Start(probe);
        await SettledAsync(() => Of(board, "failing").Status == ProbeStatus.Up);
        var succeeded = _clock.GetUtcNow();

        probe.Answer = Task.FromException<ProbeResult>(new ProbeException("the answer was 500"));
        _clock.Advance(Options.Interval);

        await SettledAsync(() => Of(board, "failing").Status == ProbeStatus.Down);
        Assert.Equal(("the answer was 500", succeeded), (Of(board, "failing").Detail, Of(board, "failing").LastSuccessAt));
        Assert.Equal(1, probe.Failures);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        await _services.DisposeAsync();
    }

    private ProbeBoard Start(params IProbe[] probes)
    {
        var board = new ProbeBoard(probes, new ProbeMetrics(_services.GetRequiredService<IMeterFactory>()));
        _loops.AddRange(probes.Select(probe => new ProbeLoop(probe, board, Options, _clock, NullLogger.Instance).RunAsync(_stop.Token)));
        return board;
    }

    private static ProbeView Of(ProbeBoard board, string name) => board.Read().Single(view => view.Name == name);

    private static async Task SettledAsync(Func<bool> condition) => await Eventually.GetAsync(() => Task.FromResult(condition()), settled => settled, "what the clock should have brought about");

    private sealed class ScriptedProbe(string name) : IProbe
    {
        public static readonly ProbeResult Fine = new("fine", new Dictionary<string, double>());

        private int _looks;

        public string Name => name;

        public Task<ProbeResult> Answer { get; set; } = Task.FromResult(Fine);

        public int Looks => _looks;

        public int Failures { get; private set; }

        public Task<ProbeResult> RunAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _looks);
            return Answer;
        }

        public void Failed() => Failures++;
    }
}

using Pulumi.Offline;
using Slipway.Cli.Progress;
using Slipway.Cli.Screens;
using Slipway.Cli.Sessions;
using Slipway.Cli.Tests.Support;
using Slipway.Engine;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Tests;

public sealed class LiveTreeTests
{
    [Fact]
    public void Running_resources_stand_below_their_parents_with_time_and_last_line()
    {
        var clock = new ManualClock();
        var tree = Running(clock);

        Snapshot.Matches("live-tree", Text(tree.Draw(100, 24)));
    }

    [Fact]
    public void A_failed_resource_stays_with_its_reason()
    {
        var clock = new ManualClock();
        var tree = Running(clock);
        tree.Observe(new EngineEvent.StepFailed(Plans.Role, TimeSpan.FromSeconds(3), "exit code 2\nmore"));

        Snapshot.Matches("live-tree-failed", Text(tree.Draw(100, 24)));
    }

    [Fact]
    public void Nothing_is_wider_or_higher_than_the_terminal()
    {
        var clock = new ManualClock();
        var steps = Enumerable.Range(0, 40).Select(number => Plans.Step(StepKind.Create, "command:local:Command", $"a-rather-long-name-{number}", Plans.Root)).ToArray();
        var tree = new LiveTree(new Plan { Stack = "dev", Steps = [Plans.Root, .. steps], Outputs = PropertyValue.Map.Empty }, clock);
        foreach (var step in steps) tree.Observe(new EngineEvent.StepStarted(step));

        var rows = tree.Draw(30, 10);

        Assert.True(rows.Count <= 10);
        Assert.All(rows, row => Assert.True(row.Width <= 30, row.Text));
        Assert.Contains(rows, row => row.Text.Contains("… and 35 more"));
    }

    [Fact]
    public async Task On_a_terminal_finished_steps_scroll_by_above_the_tree()
    {
        var clock = new ManualClock();
        var screen = new StringWriter();
        var terminal = Terminal.Open(screen, isLive: true, () => 100);
        var progress = new LiveProgress(Plans.Mixed, terminal, clock);

        var result = await progress.ShowAsync(() =>
        {
            progress.Observe(new EngineEvent.StepStarted(Plans.Role));
            clock.Advance(1.5);
            progress.Observe(new EngineEvent.StepSucceeded(Plans.Role, TimeSpan.FromSeconds(1.5)));
            return Task.FromResult("done");
        });

        Assert.Equal("done", result);
        Assert.Contains("portfolio-role", screen.ToString());
        Assert.Contains("created in 1.5s", screen.ToString());
        Assert.Contains("\u001b[", screen.ToString());
    }

    [Fact]
    public void Escape_sequences_of_a_provider_are_shown_not_obeyed()
    {
        var line = new Line("\u001b[2Jgone\tand back");

        Assert.Equal("\ufffd[2Jgone    and back", line.Text);
    }

    private static LiveTree Running(ManualClock clock)
    {
        var tree = new LiveTree(Plans.Mixed, clock);
        tree.Observe(new EngineEvent.StepStarted(Plans.Database));
        tree.Observe(new EngineEvent.StepSucceeded(Plans.Database, TimeSpan.Zero));
        tree.Observe(new EngineEvent.StepStarted(Plans.Role));
        clock.Advance(2);
        tree.Observe(new EngineEvent.StepStarted(Plans.Edge));
        tree.Observe(new EngineEvent.Message(LogSeverity.Info, "waiting for the server\nstill waiting", Plans.Role.Urn, true));
        clock.Advance(1.25);
        return tree;
    }

    private static string Text(IEnumerable<Line> lines) => string.Concat(lines.Select(line => $"{line.Text}\n"));
}

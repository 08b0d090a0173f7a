using System.Text.Json.Nodes;
using Pulumi.Offline;
using Slipway.Cli.Tests.Support;
using Slipway.Engine;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Tests;

public sealed class EventStreamTests
{
    [Fact]
    public async Task An_update_is_told_as_events_one_object_a_line()
    {
        using var cli = new Support.Cli(Plans.Mixed);
        cli.Stack.WhilePlanning = observe => observe(new EngineEvent.StepPlanned(Plans.Role));
        cli.Stack.WhileApplying = observe =>
        {
            observe(new EngineEvent.StepPlanned(Plans.Still));
            observe(new EngineEvent.StepStarted(Plans.Edge));
            cli.Clock.Advance(2);
            observe(new EngineEvent.Message(LogSeverity.Info, "reloaded", Plans.Edge.Urn, false));
            observe(new EngineEvent.StepSucceeded(Plans.Edge, TimeSpan.FromSeconds(2)));
            observe(new EngineEvent.StepFailed(Plans.Role, TimeSpan.FromSeconds(1), "exit code 2"));
            return new UpdateResult(false, [Plans.Edge], PropertyValue.Map.Empty) { Problems = ["portfolio-role: exit code 2"] };
        };

        var exit = await cli.RunAsync("up", "--yes", "--json");

        Assert.Equal(ExitCode.Failed, exit);
        Snapshot.Matches("events", cli.Output);
        Assert.Equal(Enumerable.Range(0, cli.Output.Count(letter => letter == '\n')), Lines(cli).Select(line => (int)line["sequence"]!));
    }

    [Theory]
    [InlineData("preview")]
    [InlineData("up --yes")]
    [InlineData("destroy --yes")]
    [InlineData("refresh --yes")]
    public async Task Every_change_begins_with_the_configuration_and_ends_with_summary_and_document(string command)
    {
        using var cli = new Support.Cli(Plans.Mixed);

        await cli.RunAsync([.. command.Split(' '), "--json"]);

        var lines = Lines(cli);
        Assert.Equal("small", (string?)lines[0]["preludeEvent"]!["config"]!["shop:size"]);
        Assert.NotNull(lines[^2]["summaryEvent"]!["resourceChanges"]);
        Assert.Equal("dev", (string?)lines[^1]["document"]!["stack"]);
    }

    [Fact]
    public async Task An_interrupted_update_says_so_before_its_summary()
    {
        using var cli = new Support.Cli(Plans.Mixed);
        cli.Stack.WhileApplying = _ => new UpdateResult(false, [Plans.Database], PropertyValue.Map.Empty) { Cancelled = true };

        await cli.RunAsync("up", "--yes", "--json");

        Assert.NotNull(Lines(cli)[^3]["cancelEvent"]);
        Assert.Equal("interrupted", (string?)Lines(cli)[^1]["document"]!["result"]);
    }

    [Fact]
    public async Task A_plan_with_problems_still_ends_with_its_document()
    {
        using var cli = new Support.Cli(Plans.Mixed with { Problems = ["slipway:target is missing"] });

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("up", "--yes", "--json"));
        Assert.Equal("slipway:target is missing", (string?)Lines(cli)[^1]["document"]!["problems"]![0]);
    }

    [Theory]
    [InlineData("preview --diff")]
    [InlineData("preview --json")]
    [InlineData("up --yes --diff")]
    [InlineData("up --yes --json")]
    [InlineData("output")]
    [InlineData("output --json")]
    [InlineData("output url")]
    public async Task A_secret_within_a_longer_text_is_masked_on_every_screen(string command)
    {
        var address = new PropertyValue.Text("postgres://portfolio:hunter2@127.0.0.1:18001/portfolio");
        var step = Plans.Role with
        {
            NewInputs = Plans.Map(("create", new PropertyValue.Text("psql 'password=hunter2'\n-- hunter2\n")), ("list", new PropertyValue.List([address]))),
            Changes = [new("create", PropertyChangeKind.Update, new PropertyValue.Text("hunter2 before"), new PropertyValue.Text("hunter2 after"), false)],
            Kind = StepKind.Update,
        };
        var plan = Plans.Mixed with { Steps = [Plans.Root, Plans.Database, step, Plans.Role with { Urn = "x", Name = "y", NewInputs = step.NewInputs }], OutputChanges = [new("url", PropertyChangeKind.Add, null, address, false)], Outputs = Plans.Map(("url", address)) };
        using var cli = new Support.Cli(plan) { Stack = { Outputs = plan.Outputs } };
        cli.Stack.WhilePlanning = observe => observe(new EngineEvent.StepPlanned(step));
        cli.Stack.WhileApplying = observe =>
        {
            observe(new EngineEvent.StepStarted(step));
            observe(new EngineEvent.StepSucceeded(step, TimeSpan.Zero));
            return new UpdateResult(true, [step], plan.Outputs);
        };

        await cli.RunAsync(command.Split(' '));

        Assert.DoesNotContain("hunter2", cli.Screen);
        Assert.Contains("[secret]", cli.Screen);
    }

    private static JsonNode[] Lines(Support.Cli cli) => [.. cli.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
}

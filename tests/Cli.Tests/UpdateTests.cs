using Pulumi.Offline;
using Slipway.Cli.Tests.Support;
using Slipway.Engine;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Tests;

public sealed class UpdateTests
{
    [Fact]
    public async Task A_preview_shows_changed_resources_below_their_parents_and_counts_all()
    {
        using var cli = new Support.Cli(Plans.Mixed);

        var exit = await cli.RunAsync("preview");

        Assert.Equal(ExitCode.Done, exit);
        Snapshot.Matches("preview", cli.Screen);
        Assert.Equal(0, cli.Stack.Applied);
    }

    [Fact]
    public async Task A_verbose_preview_shows_unchanged_resources_too()
    {
        using var cli = new Support.Cli(Plans.Mixed);

        await cli.RunAsync("preview", "--verbose");

        Snapshot.Matches("preview-verbose", cli.Output);
    }

    [Fact]
    public async Task A_diff_shows_old_and_new_with_secrets_masked_and_long_texts_by_lines()
    {
        using var cli = new Support.Cli(Plans.Mixed);

        await cli.RunAsync("preview", "--diff");

        Snapshot.Matches("preview-diff", cli.Output);
        Assert.DoesNotContain("hunter2", cli.Screen);
    }

    [Fact]
    public async Task A_narrow_terminal_wraps_below_the_name_it_belongs_to()
    {
        using var cli = new Support.Cli(Plans.Mixed) { Width = 48 };

        await cli.RunAsync("preview", "--diff");

        Snapshot.Matches("preview-narrow", cli.Output);
        Assert.All(cli.Output.Split('\n'), line => Assert.True(line.Length <= 48, line));
    }

    [Fact]
    public async Task A_preview_without_changes_says_how_many_resources_stay()
    {
        using var cli = new Support.Cli();

        await cli.RunAsync("preview");

        Assert.Equal("Resources: 2 unchanged\n", cli.Output);
    }

    [Fact]
    public async Task A_preview_as_json_ends_with_a_document_in_the_shape_of_pulumis_with_secrets_masked()
    {
        using var cli = new Support.Cli(Plans.Mixed);

        await cli.RunAsync("preview", "--json");

        Snapshot.Matches("preview-json", cli.Document + "\n");
        Assert.DoesNotContain("hunter2", cli.Screen);
    }

    [Fact]
    public async Task An_update_in_a_log_has_a_line_for_every_start_and_end_then_outputs_and_what_changed()
    {
        using var cli = new Support.Cli(Plans.Mixed);
        cli.Stack.WhileApplying = observe => Story(cli, observe);

        var exit = await cli.RunAsync("up", "--yes");

        Assert.Equal(ExitCode.Done, exit);
        Snapshot.Matches("up", cli.Screen);
        Assert.DoesNotContain("hunter2", cli.Screen);
        Assert.DoesNotContain('\u001b', cli.Screen);
    }

    [Fact]
    public async Task An_unchanged_update_is_applied_without_a_question_and_says_so()
    {
        using var cli = new Support.Cli();

        var exit = await cli.RunAsync("up");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal(1, cli.Stack.Applied);
        Assert.Contains("Nothing to change: 2 unchanged (0.0s)", cli.Output);
    }

    [Fact]
    public async Task A_failed_update_names_the_resource_and_the_reason_and_exits_with_1()
    {
        using var cli = new Support.Cli(Plans.Mixed);
        cli.Stack.WhileApplying = observe =>
        {
            observe(new EngineEvent.StepStarted(Plans.Role));
            cli.Clock.Advance(0.4);
            observe(new EngineEvent.StepFailed(Plans.Role, TimeSpan.FromSeconds(0.4), "exit code 2 of `psql`:\nERROR: role \"portfolio\" already exists"));
            return new UpdateResult(false, [Plans.Database], PropertyValue.Map.Empty)
            {
                Problems = ["portfolio-role: exit code 2 of `psql`:\nERROR: role \"portfolio\" already exists", "the state was written to another disk"],
            };
        };

        var exit = await cli.RunAsync("up", "--yes");

        Assert.Equal(ExitCode.Failed, exit);
        Snapshot.Matches("up-failed", cli.Screen);
    }

    [Fact]
    public async Task An_interrupted_update_exits_with_1_and_says_what_was_done()
    {
        using var cli = new Support.Cli(Plans.Mixed);
        cli.Stack.WhileApplying = _ => new UpdateResult(false, [Plans.Database], PropertyValue.Map.Empty) { Cancelled = true };

        var exit = await cli.RunAsync("up", "--yes");

        Assert.Equal(ExitCode.Failed, exit);
        Assert.Contains("Interrupted after 0.0s: 1 created, 2 unchanged", cli.Output);
    }

    [Fact]
    public async Task Without_a_terminal_changes_need_yes_and_nothing_is_applied()
    {
        using var cli = new Support.Cli(Plans.Mixed);

        var exit = await cli.RunAsync("up");

        Assert.Equal(ExitCode.Usage, exit);
        Assert.Equal(0, cli.Stack.Applied);
        Assert.Contains("--yes applies without asking", cli.Error);
    }

    [Theory]
    [InlineData("y\n", ExitCode.Done, 1)]
    [InlineData("YES\n", ExitCode.Done, 1)]
    [InlineData("n\n", ExitCode.Failed, 0)]
    [InlineData("\n", ExitCode.Failed, 0)]
    [InlineData("", ExitCode.Failed, 0)]
    public async Task Only_a_yes_applies(string typed, ExitCode expected, int applied)
    {
        using var cli = new Support.Cli(Plans.Mixed) { Typed = typed };

        var exit = await cli.RunAsync("up");

        Assert.Equal(expected, exit);
        Assert.Equal(applied, cli.Stack.Applied);
    }

    [Fact]
    public async Task What_the_program_says_twice_is_told_once()
    {
        using var cli = new Support.Cli(Plans.Mixed);
        var warning = new EngineEvent.Message(LogSeverity.Warning, "downloads has no memory limit", null, false);
        cli.Stack.WhilePlanning = observe => observe(warning);
        cli.Stack.WhileApplying = observe =>
        {
            observe(warning);
            return new UpdateResult(true, [], PropertyValue.Map.Empty);
        };

        await cli.RunAsync("up", "--yes");

        Assert.Single(cli.Error.Split('\n'), line => line.Contains("downloads has no memory limit"));
    }

    [Fact]
    public async Task An_update_brings_back_what_has_stopped()
    {
        using var cli = new Support.Cli();
        cli.Live.Started = "started 2 stopped processes";

        await cli.RunAsync("up");

        Assert.Contains("Brought back: started 2 stopped processes", cli.Error);
    }

    [Fact]
    public async Task A_plan_with_problems_tells_each_once_and_is_not_applied()
    {
        using var cli = new Support.Cli(Plans.Mixed with { Problems = ["slipway:target is missing, expected one of: local", "Resource 'edge': port is 0"] });
        cli.Stack.WhilePlanning = observe => observe(new EngineEvent.Message(LogSeverity.Error, "slipway:target is missing, expected one of: local", null, false));

        var exit = await cli.RunAsync("up", "--yes");

        Assert.Equal(ExitCode.Usage, exit);
        Assert.Equal(0, cli.Stack.Applied);
        Snapshot.Matches("missing-configuration", cli.Screen);
    }

    [Fact]
    public async Task A_program_that_breaks_is_a_failure_and_not_wrong_usage()
    {
        using var cli = new Support.Cli(Plans.Mixed with { Problems = ["The program failed with an unhandled exception:\nSystem.NullReferenceException"] });

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("preview"));
    }

    [Fact]
    public async Task Outputs_that_change_are_shown_with_the_plan()
    {
        using var cli = new Support.Cli(Plans.Empty with { OutputChanges = [new("address", PropertyChangeKind.Update, Plans.Text("http://a/"), PropertyValue.NotYetKnown, false)] });

        await cli.RunAsync("preview");

        Assert.Equal("Outputs:\n    ~ address: \"http://a/\" → (known after apply)\n\nResources: 2 unchanged\n", cli.Output);
    }

    [Fact]
    public async Task Skipping_the_preview_is_refused_by_name_with_the_reason()
    {
        using var cli = new Support.Cli(Plans.Mixed);

        var exit = await cli.RunAsync("up", "--skip-preview", "--yes");

        Assert.Equal(ExitCode.Usage, exit);
        Assert.Contains("--skip-preview is not offered: an update applies exactly the plan that was shown", cli.Error);
    }

    [Fact]
    public async Task Destroy_asks_about_the_data_and_shows_no_outputs()
    {
        using var cli = new Support.Cli(Plans.Mixed) { Typed = "y\n" };

        var exit = await cli.RunAsync("destroy");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains("Destroy all of this, with the data of stack dev? [y/N]", cli.Error);
        Assert.DoesNotContain("Outputs:", cli.Output);
    }

    [Fact]
    public async Task An_update_as_json_ends_with_one_document_with_outputs_masked()
    {
        using var cli = new Support.Cli(Plans.Mixed);
        cli.Stack.WhileApplying = observe => Story(cli, observe);

        await cli.RunAsync("up", "--yes", "--json");

        Snapshot.Matches("up-json", cli.Document + "\n");
        Assert.DoesNotContain("hunter2", cli.Screen);
    }

    private static UpdateResult Story(Support.Cli cli, Action<EngineEvent> observe)
    {
        observe(new EngineEvent.StepStarted(Plans.Database));
        observe(new EngineEvent.StepStarted(Plans.Role));
        cli.Clock.Advance(1.24);
        observe(new EngineEvent.Message(LogSeverity.Info, "role made", Plans.Role.Urn, false));
        observe(new EngineEvent.StepSucceeded(Plans.Role, TimeSpan.FromSeconds(1.24)));
        observe(new EngineEvent.StepSucceeded(Plans.Database, TimeSpan.FromSeconds(1.24)));
        cli.Clock.Advance(73);
        observe(new EngineEvent.StepStarted(Plans.Old));
        observe(new EngineEvent.StepSucceeded(Plans.Old, TimeSpan.FromSeconds(75)));
        return new UpdateResult(true, [Plans.Role, Plans.Database, Plans.Edge, Plans.Version, Plans.Old], Plans.Mixed.Outputs);
    }
}

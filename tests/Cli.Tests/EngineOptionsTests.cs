using Slipway.Cli.Tests.Support;

namespace Slipway.Cli.Tests;

public sealed class EngineOptionsTests
{
    [Theory]
    [InlineData("preview")]
    [InlineData("up --yes")]
    public async Task Targets_replacements_refresh_and_width_reach_the_engine(string command)
    {
        using var cli = new Support.Cli(Plans.Mixed);

        var exit = await cli.RunAsync(
            [.. command.Split(' '), "--target", "edge", "--target", "urn:pulumi:dev::shop::a:b:C::d", "--replace", "*Role*", "--refresh", "--parallel", "3"]);

        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal<string>(["*::edge", "urn:pulumi:dev::shop::a:b:C::d"], cli.Stack.Options!.Targets);
        Assert.Equal<string>(["*Role*"], cli.Stack.Options.Replace);
        Assert.True(cli.Stack.Options.Refresh);
        Assert.Equal(3, cli.Stack.Options.Parallel);
    }

    [Fact]
    public async Task Destroy_takes_targets_and_has_nothing_to_replace()
    {
        using var cli = new Support.Cli(Plans.Mixed);

        Assert.Equal(ExitCode.Done, await cli.RunAsync("destroy", "--yes", "--target", "edge", "--refresh"));
        Assert.Equal<string>(["*::edge"], cli.Stack.Options!.Targets);
        Assert.Equal(ExitCode.Usage, await cli.RunAsync("destroy", "--yes", "--replace", "edge"));
    }

    [Fact]
    public async Task Nothing_can_run_without_a_worker()
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("up", "--parallel", "0"));
        Assert.Contains("--parallel expects 1 or more steps.", cli.Error);
    }

    [Fact]
    public async Task A_refresh_records_what_was_found_after_a_question()
    {
        using var cli = new Support.Cli(Plans.Mixed) { Typed = "y\n" };

        Assert.Equal(ExitCode.Done, await cli.RunAsync("refresh"));
        Assert.Contains("Record the resources as they were found? [y/N]", cli.Error);
        Assert.Equal(["preview refresh", "refresh"], cli.Stack.Done);
    }

    [Fact]
    public async Task A_state_to_compare_with_is_read_without_a_passphrase()
    {
        using var cli = new Support.Cli(Plans.Mixed);
        cli.Environment["PULUMI_CONFIG_PASSPHRASE"] = "correct horse";
        await cli.RunAsync("config", "set", "--secret", "password", "hunter2");
        cli.Environment.Remove("PULUMI_CONFIG_PASSPHRASE");
        cli.Write("exported.json", "{}");

        var exit = await cli.RunAsync("preview", "--state", "exported.json");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal(cli.File("exported.json"), cli.Stack.Selected!.StateFile);
        Assert.Contains("shop:password", cli.Stack.Selected.Configuration.SecretKeys);
    }

    [Theory]
    [InlineData("preview --state nowhere.json", "'nowhere.json', which does not exist")]
    [InlineData("preview --state nowhere.json --refresh", "give one of the two")]
    [InlineData("up --state nowhere.json", "--help`")]
    public async Task A_state_file_that_cannot_serve_is_refused(string arguments, string reason)
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync(arguments.Split(' ')));
        Assert.Contains(reason, cli.Error);
    }
}

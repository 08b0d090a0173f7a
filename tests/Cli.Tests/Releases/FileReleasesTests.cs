using Slipway.Cli.Tests.Support;

namespace Slipway.Cli.Tests.Releases;

/// <summary>Releases of a stack that others update: every step is a change of the stack's file.</summary>
public sealed class FileReleasesTests
{
    private const string File =
        """
        config:
          # One of small, large.
          shop:size: small   # enough for a demo
          shop:rollout:
            steps: "10, 50"

        """;

    [Fact]
    public async Task A_release_by_steps_and_a_rollback_after_it()
    {
        using var cli = Cli();

        await StepAsync(cli, "release-file-1-start", "start");
        await StepAsync(cli, "release-file-2-promote", "promote");
        await StepAsync(cli, "release-file-3-promote", "promote");
        await StepAsync(cli, "release-file-4-promote", "promote");
        await StepAsync(cli, "release-file-5-finish", "promote");
        await StepAsync(cli, "release-file-6-rollback", "rollback");
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("rollback")]
    public async Task A_release_under_way_goes_back_at_once(string command)
    {
        using var cli = Cli();
        await cli.RunAsync("release", "start", "shop");
        await cli.RunAsync("release", "promote", "shop");

        await StepAsync(cli, "release-file-abort", command);
    }

    [Fact]
    public async Task The_next_release_goes_into_the_other_slot()
    {
        using var cli = Cli();
        foreach (var command in (string[])["start", "promote", "promote", "promote", "promote"]) Assert.Equal(ExitCode.Done, await cli.RunAsync("release", command, "shop"));
        cli.Clock.Advance(3600);

        await StepAsync(cli, "release-file-next", "start");
    }

    [Theory]
    [InlineData("promote", "error: no release of 'shop' is under way in Pulumi.dev.yaml. `slipway release start shop -s dev` begins one.")]
    [InlineData("abort", "error: no release of 'shop' is under way in Pulumi.dev.yaml. `slipway release start shop -s dev` begins one.")]
    [InlineData("rollback", "error: 'shop' has nothing to go back to: Pulumi.dev.yaml names one slot of it.")]
    public async Task What_cannot_be_is_refused_and_the_file_stays(string command, string expected)
    {
        using var cli = Cli();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("release", command, "shop"));

        Assert.Equal(expected, cli.Error.TrimEnd());
        Assert.Equal(File, Read(cli));
    }

    [Fact]
    public async Task A_second_start_is_refused_while_one_is_under_way()
    {
        using var cli = Cli();
        await cli.RunAsync("release", "start", "shop");
        var before = Read(cli);

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("release", "start", "shop"));

        Assert.EndsWith("error: a release of 'shop' is under way (starting). Promote or abort it first.\n", cli.Error);
        Assert.Equal(before, Read(cli));
    }

    [Fact]
    public async Task A_file_that_says_what_cannot_be_is_refused_with_every_problem()
    {
        using var cli = Cli();
        cli.Write("Pulumi.dev.yaml", "config:\n  shop:releases:\n    shop:\n      phase: resting\n      stable: green\n      slots:\n        blue:\n          weight: 90\n");

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("release", "promote", "shop"));

        Assert.Equal(
            """
            error: Pulumi.dev.yaml: shop:releases.shop.stable is 'green', expected one of its slots: blue
            Pulumi.dev.yaml: shop:releases.shop: the weights of its slots add up to 90, expected 100
            Pulumi.dev.yaml: shop:releases.shop.phase is 'resting', expected one of: baking, preparing, rest, returning, shifting, starting

            """, cli.Error);
    }

    [Fact]
    public async Task Status_shows_what_the_file_says()
    {
        using var cli = Cli();
        await cli.RunAsync("release", "start", "shop");
        await cli.RunAsync("release", "promote", "shop");

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "status"));

        Assert.Contains("shop  shifting since 12:00:00 UTC", cli.Output);
        Assert.Contains(" 10 %  new", cli.Output);
    }

    private static Support.Cli Cli()
    {
        var cli = new Support.Cli();
        cli.Write("Pulumi.dev.yaml", File);
        return cli;
    }

    private static async Task StepAsync(Support.Cli cli, string picture, string command)
    {
        cli.Clock.Advance(60);
        var shown = cli.Screen.Length;
        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", command, "shop"));
        Assert.True(cli.Screen.Length > shown);
        Snapshot.Matches(picture, $"{cli.Output.TrimEnd().Split('\n')[^1]}\n{cli.Error.TrimEnd().Split('\n')[^1]}\n---\n{Read(cli)}");
    }

    private static string Read(Support.Cli cli) => System.IO.File.ReadAllText(cli.File("Pulumi.dev.yaml"));
}

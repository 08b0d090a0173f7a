using Pulumi.Offline;
using Slipway.Cli.Tests.Support;

namespace Slipway.Cli.Tests;

public sealed class OutputTests
{
    [Fact]
    public async Task All_outputs_are_listed_with_secrets_masked()
    {
        using var cli = Updated();

        await cli.RunAsync("output");

        Snapshot.Matches("output", cli.Screen);
        Assert.DoesNotContain("hunter2", cli.Screen);
    }

    [Fact]
    public async Task Secrets_are_shown_when_asked_for()
    {
        using var cli = Updated();

        await cli.RunAsync("output", "--show-secrets");

        Assert.Contains("hunter2", cli.Output);
    }

    [Theory]
    [InlineData("address", "http://127.0.0.1:18000/\n")]
    [InlineData("administratorPassword", "[secret]\n")]
    [InlineData("administratorPassword --show-secrets", "hunter2\n")]
    [InlineData("address --json", "\"http://127.0.0.1:18000/\"\n")]
    [InlineData("ports", "{\"edge\": 18000}\n")]
    public async Task One_output_is_printed_bare(string arguments, string expected)
    {
        using var cli = Updated();

        var exit = await cli.RunAsync(["output", .. arguments.Split(' ')]);

        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal(expected, cli.Output);
    }

    [Fact]
    public async Task All_outputs_as_json_are_one_object()
    {
        using var cli = Updated();

        await cli.RunAsync("output", "--json");

        Snapshot.Matches("output-json", cli.Output);
    }

    [Fact]
    public async Task An_unknown_output_lists_those_there_are()
    {
        using var cli = Updated();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("output", "url"));
        Assert.Equal("error: stack 'dev' has no output 'url'. Its outputs: address, administratorPassword, ports.\n", cli.Error);
    }

    [Fact]
    public async Task A_stack_that_was_never_updated_says_what_to_run_first()
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("output"));
        Assert.Contains("run `slipway up -s dev` first", cli.Error);
    }

    private static Support.Cli Updated() => new() { Stack = { Outputs = Plans.Mixed.Outputs } };
}

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
    public async Task A_long_output_is_shortened_in_the_table_and_whole_by_its_name()
    {
        var list = new PropertyValue.List([.. Enumerable.Range(0, 100).Select(number => new PropertyValue.Number(number))]);
        using var table = new Support.Cli { Width = 400, Stack = { Outputs = Plans.Map(("units", list)) } };
        using var one = new Support.Cli { Stack = { Outputs = Plans.Map(("units", list)) } };

        await table.RunAsync("output");
        await one.RunAsync("output", "units");

        Assert.EndsWith("…  (all of it: slipway output units)\n", table.Output);
        Assert.EndsWith("98, 99]\n", one.Output);
    }

    [Fact]
    public async Task A_map_of_texts_has_a_line_for_every_entry()
    {
        var addresses = Plans.Map(("portfolio", Plans.Text("http://portfolio.localhost:18080/")), ("prometheus", Plans.Text("http://127.0.0.1:18090")), ("token", new PropertyValue.Secret(Plans.Text("hunter2"))));
        using var cli = new Support.Cli { Stack = { Outputs = Plans.Mixed.Outputs.With("addresses", addresses) } };

        await cli.RunAsync("output");

        Snapshot.Matches("output-addresses", cli.Output);
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

using Pulumi.Offline;
using Slipway.Cli.Tests.Support;
using Slipway.Engine.State;

namespace Slipway.Cli.Tests;

public sealed class StackCommandTests
{
    private const string Urn = "urn:pulumi:dev::shop::random:index/randomPet:RandomPet::pet";

    [Fact]
    public async Task The_list_tells_configured_and_stored_stacks()
    {
        using var cli = new Support.Cli();
        cli.Write("Pulumi.prod.yaml", "config:\n");
        cli.Write(".slipway/state/.pulumi/stacks/shop/dev.json", """{"version": 3, "checkpoint": {"stack": "organization/shop/dev", "latest": {"resources": [{"urn": "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", "custom": false, "type": "pulumi:pulumi:Stack"}]}}}""");
        cli.Write(".slipway/state/.pulumi/stacks/shop/old.json", "{");
        File.SetLastWriteTimeUtc(cli.File(".slipway/state/.pulumi/stacks/shop/dev.json"), new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(cli.File(".slipway/state/.pulumi/stacks/shop/old.json"), new(2026, 11, 20, 9, 30, 0, DateTimeKind.Utc));

        Assert.Equal(ExitCode.Done, await cli.RunAsync("stack", "ls"));
        Snapshot.Matches("stack-ls", cli.Output);
    }

    [Fact]
    public async Task The_list_as_json_has_the_same_facts()
    {
        using var cli = new Support.Cli();

        await cli.RunAsync("stack", "ls", "--json");

        Assert.Equal("{\n  \"stacks\": [\n    {\n      \"name\": \"dev\",\n      \"configured\": true\n    }\n  ]\n}\n", cli.Output);
    }

    [Fact]
    public async Task An_export_goes_to_stdout_or_to_a_file_only_its_owner_reads()
    {
        using var cli = new Support.Cli();

        await cli.RunAsync("stack", "export");
        await cli.RunAsync("stack", "export", "--file", "state.json");

        Assert.Equal("{\"version\": 3, \"deployment\": {}}\n", cli.Output);
        Assert.Equal(cli.Output, await File.ReadAllTextAsync(cli.File("state.json")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(cli.File("state.json")));
    }

    [Fact]
    public async Task An_export_that_cannot_be_written_says_where_and_why()
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("stack", "export", "--file", "nowhere/state.json"));
        Assert.StartsWith("error: cannot write <project>/nowhere/state.json: ", cli.Error);
    }

    [Fact]
    public async Task An_import_comes_from_a_file_or_from_stdin()
    {
        using var cli = new Support.Cli { Piped = "piped" };
        cli.Write("state.json", "filed");

        await cli.RunAsync("stack", "import");
        await cli.RunAsync("stack", "import", "--file", "state.json", "--force");

        Assert.Equal(["import piped", "import filed by force"], cli.Stack.Done);
        Assert.Contains("`slipway preview -s dev --refresh`", cli.Output);
    }

    [Fact]
    public async Task An_import_of_a_file_that_is_not_there_says_how_to_write_one()
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("stack", "import", "--file", "state.json"));
        Assert.Contains("pulumi stack export --file state.json", cli.Error);
        Assert.Empty(cli.Stack.Done);
    }

    [Fact]
    public async Task A_stack_with_resources_is_only_forgotten_by_force()
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("stack", "rm", "--yes"));
        Assert.Contains("still has 2 resources", cli.Error);
        Assert.Equal(ExitCode.Done, await cli.RunAsync("stack", "rm", "--yes", "--force"));
        Assert.Equal(["remove by force"], cli.Stack.Done);
        Assert.True(File.Exists(cli.File("Pulumi.dev.yaml")));
    }

    [Theory]
    [InlineData("n\n", ExitCode.Failed, 0)]
    [InlineData("y\n", ExitCode.Done, 1)]
    [InlineData(null, ExitCode.Usage, 0)]
    public async Task Forgetting_asks_first(string? typed, ExitCode expected, int done)
    {
        using var cli = new Support.Cli { Typed = typed };

        Assert.Equal(expected, await cli.RunAsync("stack", "rm", "--force"));
        Assert.Equal(done, cli.Stack.Done.Count);
    }

    [Fact]
    public async Task The_history_lists_updates_with_what_came_of_them()
    {
        using var cli = new Support.Cli();
        var start = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
        cli.Stack.History = [new(2, "destroy", "failed", start.AddMinutes(5), start.AddMinutes(6)), new(1, "update", "succeeded", start, start.AddSeconds(12))];

        await cli.RunAsync("stack", "history");

        Snapshot.Matches("stack-history", cli.Output);
    }

    [Fact]
    public async Task The_history_of_a_new_stack_says_that_there_is_none()
    {
        using var cli = new Support.Cli();

        await cli.RunAsync("stack", "history");

        Assert.Equal("Stack dev was never updated here.\n", cli.Output);
    }

    [Fact]
    public async Task Open_operations_are_listed_with_the_two_commands_that_settle_them()
    {
        using var cli = new Support.Cli { Stack = { Pending = [Pending("creating", "pet"), Pending("deleting", "old")] } };

        await cli.RunAsync("stack", "settle");

        Snapshot.Matches("stack-settle", cli.Output);
    }

    [Theory]
    [InlineData("--done --id pet-1", $"settle {Urn} Done pet-1")]
    [InlineData("--done", $"settle {Urn} Done")]
    [InlineData("--not-done", $"settle {Urn} NotDone")]
    public async Task An_open_operation_is_settled_by_what_was_found(string arguments, string done)
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync(["stack", "settle", Urn, .. arguments.Split(' ')]));
        Assert.Equal([done], cli.Stack.Done);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--done --not-done")]
    [InlineData("--not-done --id pet-1")]
    public async Task Settling_needs_one_clear_answer(string arguments)
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync(["stack", "settle", Urn, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));
        Assert.Empty(cli.Stack.Done);
    }

    [Fact]
    public async Task Selecting_is_refused_with_the_reason()
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("stack", "select", "prod"));
        Assert.Equal("error: slipway has no selected stack, so that no command depends on what was typed last: name it with --stack.\n", cli.Error);
    }

    [Fact]
    public async Task A_stack_that_has_lost_its_configuration_can_still_be_exported()
    {
        using var cli = new Support.Cli();
        cli.Write(".slipway/state/.pulumi/stacks/shop/old.json", """{"version": 3, "checkpoint": {"latest": {}}}""");

        Assert.Equal(ExitCode.Done, await cli.RunAsync("stack", "export", "-s", "old"));
        Assert.Equal(ExitCode.Usage, await cli.RunAsync("stack", "export", "-s", "nothing"));
    }

    private static PendingOperation Pending(string kind, string name) => new(kind, new ResourceState
    {
        Urn = $"urn:pulumi:dev::shop::random:index/randomPet:RandomPet::{name}",
        Type = "random:index/randomPet:RandomPet",
        Custom = true,
        Inputs = PropertyValue.Map.Empty,
    });
}

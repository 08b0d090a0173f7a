using System.Text.Json;
using Slipway.Cli.Tests.Support;

namespace Slipway.Cli.Tests;

public sealed class PolicyTests
{
    private static readonly string OwnRules = $"  shop:policies:\n    rules: [{Path.Combine(AppContext.BaseDirectory, "OwnRules.dll")}]\n";

    private const string Preview =
        """
        {
          "steps": [{ "op": "create", "urn": "urn:pulumi:dev::shop::aws:rds/instance:Instance::postgres",
            "newState": { "urn": "urn:pulumi:dev::shop::aws:rds/instance:Instance::postgres", "custom": true, "type": "aws:rds/instance:Instance",
              "inputs": { "publiclyAccessible": true, "storageEncrypted": true, "dbSubnetGroupName": "hunter2-data", "tags": { "project": "", "stack": "", "owner": "", "cost-centre": "", "managed-by": "" } } } }],
          "changeSummary": { "create": 1 }
        }
        """;

    [Fact]
    public async Task An_update_with_a_mandatory_finding_ends_with_3_and_changes_nothing()
    {
        using var sandbox = new SandboxProject("shop", OwnRules);

        var up = await sandbox.RunAsync("up", "--yes");

        Assert.Equal(3, up.ExitCode);
        Assert.Contains("mandatory command-has-update  file (command:local:Command)", up.Output);
        Assert.Contains("error: 1 mandatory finding of the policies, told above. Nothing was changed.", up.Error);
        Assert.False(File.Exists(sandbox.File("shop.txt")));
        Assert.False(Directory.Exists(sandbox.File(".slipway/state")));
    }

    [Theory]
    [InlineData("preview --json")]
    [InlineData("up --yes --json")]
    public async Task The_findings_are_in_the_document_too(string command)
    {
        using var sandbox = new SandboxProject("shop", OwnRules);

        var run = await sandbox.RunAsync(command.Split(' '));

        Assert.Equal(3, run.ExitCode);
        using var line = JsonDocument.Parse(run.Output.TrimEnd().Split('\n')[^1]);
        var policies = line.RootElement.GetProperty("document").GetProperty("policies");
        Assert.True(policies.GetProperty("summary").GetProperty("refuses").GetBoolean());
        Assert.Equal("command-has-update", policies.GetProperty("findings")[0].GetProperty("rule").GetString());
    }

    [Fact]
    public async Task An_advisory_finding_is_told_and_the_update_goes_on()
    {
        using var sandbox = new SandboxProject("shop", $"{OwnRules}    levels:\n      command-has-update: advisory\n");

        var up = (await sandbox.RunAsync("up", "--yes")).Succeeded();

        Assert.Contains("advisory command-has-update", up.Output);
        Assert.True(File.Exists(sandbox.File("shop.txt")));
    }

    [Fact]
    public async Task A_stack_is_judged_alone_without_planning_a_change()
    {
        using var sandbox = new SandboxProject("shop", OwnRules);

        var policy = await sandbox.RunAsync("policy", "--format", "json");

        Assert.Equal(3, policy.ExitCode);
        using var report = JsonDocument.Parse(policy.Output);
        Assert.Equal("dev", report.RootElement.GetProperty("stack").GetString());
        Assert.False(File.Exists(sandbox.File("shop.txt")));
    }

    [Fact]
    public async Task A_preview_of_Pulumis_is_judged_as_it_is()
    {
        using var cli = new Support.Cli();
        cli.Write("preview.json", Preview);

        var exit = await cli.RunAsync("policy", "--plan", "preview.json");

        Assert.Equal(ExitCode.Policy, exit);
        Snapshot.Matches("policy", cli.Screen);
    }

    [Theory]
    [InlineData("sarif", "\"version\": \"2.1.0\"")]
    [InlineData("markdown", "### Policies of `dev`: refused")]
    [InlineData("json", "\"rule\": \"database-is-private\"")]
    [InlineData("text", "mandatory database-is-private")]
    public async Task A_report_goes_to_a_file(string format, string expected)
    {
        using var cli = new Support.Cli();
        cli.Write("preview.json", Preview);

        await cli.RunAsync("policy", "--plan", "preview.json", "--format", format, "--output", "report");

        Assert.Contains(expected, await File.ReadAllTextAsync(cli.File("report")));
        Assert.Equal("", cli.Output);
    }

    [Fact]
    public async Task A_preview_that_leaves_unchanged_resources_out_needs_the_state()
    {
        using var cli = new Support.Cli();
        cli.Write("preview.json", """{ "steps": [], "changeSummary": { "same": 1 } }""");
        cli.Write("state.json", """{ "version": 3, "deployment": { "resources": [{ "urn": "urn:pulumi:dev::shop::aws:kms/key:Key::data", "custom": true, "type": "aws:kms/key:Key" }] } }""");

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("policy", "--plan", "preview.json"));
        Assert.Contains("'preview.json' leaves out 1 unchanged resource, and a policy may be about them. Make it with `pulumi preview --json --show-sames`", cli.Error);
        Assert.Equal(ExitCode.Policy, await cli.RunAsync("policy", "--plan", "preview.json", "--state", "state.json"));
        Assert.Contains("mandatory key-rotates", cli.Output);
    }

    [Theory]
    [InlineData("policy --plan missing.json", "'missing.json' cannot be read|No such|Could not find")]
    [InlineData("policy --state preview.json", "--state names 'preview.json', which is a preview. Give it as --plan.")]
    [InlineData("policy --stack prod --plan preview.json", "'preview.json' is of stack 'dev', the settings are of 'prod'. Add --stack dev.")]
    public async Task Files_that_do_not_fit_are_refused(string command, string expected)
    {
        using var cli = new Support.Cli();
        cli.Write("preview.json", Preview);
        cli.Write("Pulumi.prod.yaml", "config:\n");

        Assert.Equal(ExitCode.Usage, await cli.RunAsync(command.Split(' ')));
        Assert.Matches(expected.Replace(".", "\\."), cli.Error);
    }

    [Theory]
    [InlineData("up --yes")]
    [InlineData("preview")]
    [InlineData("policy")]
    public async Task Mistakes_in_the_section_are_told_at_once_before_anything_is_planned(string command)
    {
        using var cli = new Support.Cli(Plans.Mixed);
        cli.Write("Pulumi.dev.yaml", "config:\n  shop:policies:\n    environment: prod\n    rules: [missing.dll]\n");

        Assert.Equal(ExitCode.Usage, await cli.RunAsync(command.Split(' ')));
        Assert.Contains("Pulumi.dev.yaml has 2 problems with its policies:", cli.Error);
        Assert.Contains("shop:policies.environment is 'prod', expected one of: production, other", cli.Error);
        Assert.Contains("missing.dll' does not exist. Build it first", cli.Error);
        Assert.Null(cli.Stack.Options);
    }

    [Fact]
    public async Task The_rules_are_listed_those_of_the_stack_among_them()
    {
        using var sandbox = new SandboxProject("shop", OwnRules);

        var list = (await sandbox.RunAsync("policy", "list")).Succeeded();

        Assert.Matches(@"database-is-private +A database has no public address", list.Output);
        Assert.Matches(@"command-has-update +A command says how it is updated", list.Output);
    }
}

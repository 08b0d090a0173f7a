using System.Text.Json.Nodes;
using Pulumi.Offline;
using Slipway.Cli.Tests.Support;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Tests;

public sealed class CostCommandTests
{
    [Fact]
    public async Task Costs_are_shown_by_component_with_a_picture_the_difference_and_the_budget()
    {
        using var cli = Cli("config:\n  slipway:budget: 400\n  slipway:usage:\n    natGb: 0\n");

        var exit = await cli.RunAsync("cost");

        Assert.Equal(ExitCode.Done, exit);
        Snapshot.Matches("cost", cli.Output);
    }

    [Fact]
    public async Task Every_line_is_shown_with_its_arithmetic_when_asked()
    {
        using var cli = Cli("config:\n  slipway:usage:\n    natGb: 0\n");

        await cli.RunAsync("cost", "--verbose");

        Snapshot.Matches("cost-verbose", cli.Output);
    }

    [Fact]
    public async Task Costs_as_Markdown_are_a_table()
    {
        using var cli = Cli("config:\n  slipway:budget: 400\n");

        await cli.RunAsync("cost", "--markdown");

        Snapshot.Matches("cost-markdown", cli.Output);
    }

    [Fact]
    public async Task Costs_as_JSON_say_where_each_price_is_from_and_null_where_there_is_none()
    {
        using var cli = Cli("config:\n  slipway:budget: 400\n");

        await cli.RunAsync("cost", "--json");

        var json = JsonNode.Parse(cli.Output)!;
        Assert.Equal((284.03m, false), ((decimal)json["monthly"]!["usd"]!, (bool)json["monthly"]!["complete"]!));
        Assert.Equal((400m, 225.57m), ((decimal)json["budget"]!, (decimal)json["difference"]!));
        var lines = json["resources"]!.AsArray().SelectMany(resource => resource!["lines"]!.AsArray()).ToList();
        Assert.Equal("https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonRDS/20260729234248/us-east-1/index.json", (string?)lines.Single(line => (string?)line!["item"] == "rds-postgres/db.m7g.large/hour")!["price"]!["source"]);
        var unknown = lines.Single(line => (string?)line!["item"] == "rds/io9-gb-month")!;
        Assert.Null(unknown["usd"]);
        Assert.Equal("no price of rds/io9-gb-month in us-east-1", (string?)unknown["missing"]);
    }

    [Fact]
    public async Task A_preview_says_in_one_line_what_it_costs()
    {
        using var cli = Cli("config:\n  slipway:budget: 250\n");

        await cli.RunAsync("preview");
        var line = cli.Output.TrimEnd('\n').Split('\n').Single(line => line.StartsWith("Cost: ", StringComparison.Ordinal));

        Assert.Equal("Cost: more than 284.03 USD a month, +225.57 to now, at least 114 % of the budget  (`slipway cost -s dev` tells more)", line);
        Assert.Contains("costs-stay-within-budget  shop-dev (pulumi:pulumi:Stack)\n    it costs at least 284.03 USD a month, expected at most 250.00 USD", cli.Output);
    }

    [Fact]
    public async Task The_JSON_of_a_preview_holds_the_costs()
    {
        using var cli = Cli("config: {}\n");

        await cli.RunAsync("preview", "--json");

        Assert.Equal(284.03m, (decimal)JsonNode.Parse(cli.Document)!["cost"]!["monthly"]!["usd"]!);
    }

    [Fact]
    public async Task A_stack_on_machines_that_are_there_is_not_priced()
    {
        using var cli = new Support.Cli(Plans.Mixed);

        await cli.RunAsync("cost");
        var costs = cli.Output;
        await cli.RunAsync("preview");

        Assert.Equal("Stack dev: not priced: runs on hardware that is there (3 resources)\n", costs);
        Assert.DoesNotContain("Cost:", cli.Output[costs.Length..]);
    }

    [Fact]
    public async Task Everything_wrong_with_the_settings_of_costs_is_told_before_a_plan_is_made()
    {
        using var cli = Cli("config:\n  slipway:budget: much\n  slipway:usage:\n    hours: 1000\n");

        var exit = await cli.RunAsync("preview");

        Assert.Equal(ExitCode.Usage, exit);
        Assert.Contains("slipway:usage.hours is 1000, expected a number from 1 to 744", cli.Error);
        Assert.Contains("slipway:budget is 'much', expected US dollars a month such as 2000", cli.Error);
    }

    [Theory]
    [InlineData("--json and --markdown are two forms of one answer", "--json", "--markdown")]
    [InlineData("--base is what --plan is compared with", "--base", "plan.json")]
    [InlineData("'<project>/none.json' cannot be read", "--plan", "none.json")]
    [InlineData("--plan names '<project>/state.json', which is a state, expected a preview", "--plan", "state.json")]
    [InlineData("--base names '<project>/state.json', which is a state, expected a preview", "--plan", "plan.json", "--base", "state.json")]
    [InlineData("--state names '<project>/plan.json', which is a preview. Give it as --plan.", "--state", "plan.json")]
    [InlineData("'<project>/other.json' is of stack 'prod', and --stack says 'dev'", "--plan", "plan.json", "--base", "other.json")]
    public async Task What_cannot_be_is_refused_with_the_reason(string reason, params string[] arguments)
    {
        using var cli = Cli("config: {}\n");
        cli.Write("plan.json", """{ "steps": [], "changeSummary": { "same": 7 } }""");
        cli.Write("state.json", """{ "version": 3, "deployment": { "resources": [] } }""");
        cli.Write("other.json", """{ "steps": [{ "op": "same", "urn": "urn:pulumi:prod::shop::t::a", "newState": { "urn": "urn:pulumi:prod::shop::t::a", "type": "t" } }] }""");

        var exit = await cli.RunAsync(["cost", .. arguments]);

        Assert.Equal(ExitCode.Usage, exit);
        Assert.Contains(reason, cli.Error);
    }

    [Fact]
    public async Task The_costs_of_a_preview_without_its_unchanged_resources_are_not_called_complete()
    {
        using var cli = Cli("config: {}\n");
        cli.Write("plan.json", """{ "steps": [], "changeSummary": { "same": 7 } }""");

        await cli.RunAsync("cost", "--plan", "plan.json", "--json");

        var json = JsonNode.Parse(cli.Output)!;
        Assert.False((bool)json["monthly"]!["complete"]!);
        Assert.StartsWith("7 unchanged resources are not in the plan", (string?)json["notInSum"]![0]);
    }

    [Fact]
    public async Task A_plan_of_another_stack_is_refused()
    {
        using var cli = Cli("config: {}\n");
        cli.Write("Pulumi.prod.yaml", "config: {}\n");
        await cli.RunAsync("preview", "--json");
        cli.Write("plan.json", cli.Document);

        var exit = await cli.RunAsync("cost", "--stack", "prod", "--plan", "plan.json");

        Assert.Equal(ExitCode.Usage, exit);
        Assert.Contains("is of stack 'dev', and --stack says 'prod'", cli.Error);
    }

    /// <summary>A database that grows, a gateway that stays, a container beside them.</summary>
    private static Support.Cli Cli(string configuration)
    {
        var root = Plans.Step(StepKind.Same, "pulumi:pulumi:Stack", "shop-dev");
        var network = Plans.Step(StepKind.Same, "slipway:aws:Network", "network", root) with { Custom = false };
        var postgres = Plans.Step(StepKind.Same, "slipway:aws:Postgres", "postgres", root) with { Custom = false };
        var provider = With(Plans.Step(StepKind.Same, "pulumi:providers:aws", "aws", root), Plans.Map(("region", Plans.Text("us-east-1"))));
        var gateway = With(Plans.Step(StepKind.Same, "aws:ec2/natGateway:NatGateway", "nat", network), PropertyValue.Map.Empty);
        var small = Plans.Map(("engine", Plans.Text("postgres")), ("instanceClass", Plans.Text("db.t4g.micro")), ("allocatedStorage", new PropertyValue.Number(20)), ("storageType", Plans.Text("io9")), ("multiAz", new PropertyValue.Bool(true)));
        var large = small.With("instanceClass", Plans.Text("db.m7g.large")).With("allocatedStorage", new PropertyValue.Number(50));
        var database = Plans.Step(StepKind.Update, "aws:rds/instance:Instance", "postgres", postgres) with { OldInputs = small, NewInputs = large };
        var address = With(Plans.Step(StepKind.Create, "aws:ec2/eip:Eip", "nat", network), PropertyValue.Map.Empty) with { OldInputs = null };
        var container = With(Plans.Step(StepKind.Same, "docker:index/container:Container", "proxy", root), PropertyValue.Map.Empty);
        var cli = new Support.Cli(new Plan { Stack = "dev", Steps = [root, provider, network, gateway, address, postgres, database, container], Outputs = PropertyValue.Map.Empty });
        cli.Write("Pulumi.dev.yaml", configuration);
        return cli;

        static PlannedStep With(PlannedStep step, PropertyValue.Map inputs) => step with { OldInputs = inputs, NewInputs = inputs };
    }
}

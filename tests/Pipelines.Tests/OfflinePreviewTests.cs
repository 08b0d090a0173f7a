using Slipway.Pipelines.Tests.Support;

namespace Slipway.Pipelines.Tests;

/// <summary>What a pull request from a fork goes through, without a credential: preview, policy, cost, report.</summary>
public sealed class OfflinePreviewTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OfflinePreviewTests() =>
        // The launcher would build the command again; what is run is what these tests were built with.
        _folder.WriteProgram("slipway", $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "slipway.dll")}' \"$@\"\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_changed_setting_shows_as_what_it_changes_what_it_costs_and_what_the_rules_say()
    {
        var before = _folder.CopyRepository("before");
        var after = _folder.CopyRepository("after");
        File.AppendAllText(Path.Combine(after, "Pulumi.prod-aws.yaml"), "  slipway:natGateways: one\n");

        await PreviewAsync(after, before, "prod-aws", "client-small", "dev");
        var report = await Script.RunAsync(Environment(), Path.Combine(after, ".ci/report"), _folder.File("plans"));

        Assert.True(report.ExitCode == 0, report.Output + report.Error);
        Assert.StartsWith("<!-- slipway report -->\n", report.Output);
        Assert.Contains("| `client-small` | nothing changes |", report.Output);
        Assert.Matches(@"\| `dev` \| \d+ to create \|.*\| not priced \|", report.Output);
        Assert.Matches(@"\| `prod-aws` \| 10 to delete, 1 to change \|.*\| ≥ [\d.,]+ \(-77\.58\) \|", report.Output);
        Assert.Matches(@"\| `network` \| [\d.]+ \| -77\.38 \|", report.Output);
        Assert.Contains("| − | `network-nat-b` | `aws:ec2/natGateway:NatGateway` |  |", report.Output);
        Assert.Equal("", await SarifSchema.MistakesAsync([.. new[] { "prod-aws", "client-small", "dev" }.Select(stack => _folder.File($"plans/{stack}/policy.sarif"))]));
    }

    [Fact]
    public async Task A_stack_that_a_policy_refuses_is_told_with_its_findings_and_the_report_ends_with_3()
    {
        var program = _folder.CopyRepository("program");
        File.AppendAllText(Path.Combine(program, "Pulumi.prod-aws.yaml"), "  slipway:budget: 100\n");

        var preview = await Script.RunAsync(Environment(), Path.Combine(program, ".ci/preview"), _folder.File("plans"), "prod-aws");
        var report = await Script.RunAsync(Environment(), Path.Combine(program, ".ci/report"), _folder.File("plans"));

        Assert.True(preview.ExitCode == 0, preview.Error);
        Assert.Equal(3, report.ExitCode);
        Assert.Matches(@"\| `prod-aws` \| \d+ to create \| \*\*1 mandatory\*\*, ", report.Output);
        Assert.Contains("`costs-stay-within-budget`", report.Output);
        Assert.Contains("\"costs-stay-within-budget\"", File.ReadAllText(_folder.File("plans/prod-aws/policy.sarif")));
    }

    [Fact]
    public async Task A_stack_whose_preview_fails_is_said_and_the_others_are_reported()
    {
        var program = _folder.CopyRepository("program");
        File.WriteAllText(Path.Combine(program, "Pulumi.prod.yaml"), "config:\n  slipway:target: azure\n");

        var preview = await Script.RunAsync(Environment(), Path.Combine(program, ".ci/preview"), _folder.File("plans"), "prod", "dev");
        Directory.CreateDirectory(_folder.File("plans/added"));
        File.Copy(_folder.File("plans/dev/plan.json"), _folder.File("plans/added/plan.json"));
        var report = await Script.RunAsync(Environment(), Path.Combine(program, ".ci/report"), _folder.File("plans"));

        Assert.Equal(1, preview.ExitCode);
        Assert.Contains("stack added is new", report.Error);
        Assert.DoesNotContain("added", report.Output);
        Assert.Equal("", File.ReadAllText(_folder.File("plans/prod/plan.json")));
        Assert.Contains("the preview of stack prod failed", preview.Error);
        Assert.Contains("| `prod` | **the preview failed**, see the run |", report.Output);
        Assert.Matches(@"\| `dev` \| \d+ to create \|.*\| not priced \|", report.Output);
    }

    [Fact]
    public async Task Plans_with_a_link_or_a_strange_name_are_refused()
    {
        Directory.CreateDirectory(_folder.File("plans/$(id)"));
        var strange = await Script.RunAsync(Environment(), Repository.Path(".ci/report"), _folder.File("plans"));

        Directory.Delete(_folder.File("plans/$(id)"));
        Directory.CreateDirectory(_folder.File("plans/dev"));
        File.CreateSymbolicLink(_folder.File("plans/dev/plan.json"), "/etc/passwd");
        var linked = await Script.RunAsync(Environment(), Repository.Path(".ci/report"), _folder.File("plans"));

        Assert.Equal((2, "error: '$(id)' is no name of a stack.\n"), (strange.ExitCode, strange.Error));
        Assert.Equal(2, linked.ExitCode);
        Assert.Contains("has a symbolic link", linked.Error);
    }

    private async Task PreviewAsync(string program, string @base, params string[] stacks)
    {
        var environment = Environment();
        environment["BASE"] = @base;
        (await Script.RunAsync(environment, Path.Combine(program, ".ci/preview"), [_folder.File("plans"), .. stacks])).Succeeded();
    }

    private Dictionary<string, string?> Environment() => new() { ["SLIPWAY"] = _folder.File("slipway"), ["SLIPWAY_ROOT"] = null, ["BASE"] = null };
}

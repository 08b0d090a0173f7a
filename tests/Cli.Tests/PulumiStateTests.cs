using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Slipway.Cli.Tests.Support;

namespace Slipway.Cli.Tests;

/// <summary>A program for AWS against a state as Pulumi exports it: no credentials, no passphrase of that state.</summary>
public sealed class PulumiStateTests
{
    [Fact]
    public async Task What_Pulumi_made_is_unchanged_here()
    {
        using var sandbox = await ShopAsync(await File.ReadAllTextAsync(Exported()));

        var preview = (await sandbox.RunAsync("preview", "-s", "prod", "--state", "exported.json")).Succeeded();

        Assert.Contains("Resources: 7 unchanged", preview.Output);
    }

    [Fact]
    public async Task Three_edits_by_hand_are_exactly_three_differences()
    {
        using var sandbox = await ShopAsync(Edited(await File.ReadAllTextAsync(Exported()),
            ("\"allocatedStorage\": 20,\n                    \"applyImmediately\"", "\"allocatedStorage\": 10,\n                    \"applyImmediately\""),
            ("\"tags\": {\n                        \"Name\": \"shop\",\n                        \"__defaults\"", "\"tags\": {\n                        \"Name\": \"store\",\n                        \"__defaults\""),
            ("\"forceDestroy\": false", "\"forceDestroy\": true")));

        var preview = (await sandbox.RunAsync("preview", "-s", "prod", "--state", "exported.json", "--diff")).Succeeded();
        var json = (await sandbox.RunAsync("preview", "-s", "prod", "--state", "exported.json", "--json")).Succeeded();

        Snapshot.Matches("preview-state", preview.Output);
        var steps = JsonNode.Parse(json.Output.TrimEnd('\n').Split('\n')[^1])!["document"]!["steps"]!.AsArray();
        Assert.Equal(
            ["aws:ec2/vpc:Vpc tags.Name", "aws:rds/instance:Instance allocatedStorage", "aws:s3/bucketV2:BucketV2 forceDestroy"],
            steps.Where(step => step!["detailedDiff"] is not null)
                .SelectMany(step => step!["detailedDiff"]!.AsObject().Select(change => $"{((string)step["urn"]!).Split("::")[2]} {change.Key}"))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_state_file_that_is_none_is_refused_by_name()
    {
        using var sandbox = await ShopAsync("{\"version\": 4, \"deployment\": {}}");

        var preview = await sandbox.RunAsync("preview", "-s", "prod", "--state", "exported.json");

        Assert.Equal(1, preview.ExitCode);
        Assert.Contains("has format version 4", preview.Error);
    }

    private static async Task<SandboxProject> ShopAsync(string state)
    {
        var sandbox = new SandboxProject("aws");
        sandbox.Write("Pulumi.prod.yaml", "config:\n  shop:program: aws\n  shop:policies:\n    levels: { database-is-encrypted: disabled, network-denies-by-default: disabled, network-flow-is-logged: disabled, resource-has-tags: disabled }\n");
        sandbox.Write("exported.json", state);
        (await sandbox.RunAsync("config", "set", "--secret", "password", "hunter2-hunter2", "-s", "prod")).Succeeded();
        return sandbox;
    }

    private static string Edited(string state, params (string Before, string After)[] edits)
    {
        foreach (var (before, after) in edits)
        {
            Assert.Contains(before, state);
            state = state.Replace(before, after);
        }

        return state;
    }

    private static string Exported([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "States", "aws.json");
}

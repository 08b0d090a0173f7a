namespace Infra.Tests.Aws;

public sealed class SnapshotTests
{
    [Fact]
    public async Task The_stack_of_our_services_is_made_of_these_resources()
    {
        var root = Slipway.Infra.Stacks.ProjectFolder.Above(AppContext.BaseDirectory).Path;
        string[] scores = [.. ((string[])["Downloads/score-worker.yaml", "Downloads/score.yaml", "Portfolio/score.yaml"]).Select(file => File.ReadAllText(Path.Combine(root, "apps", file)))];

        var stack = await AwsStack.DeclareAsync(scores,
            ("zones", """["eu-central-1a", "eu-central-1b", "eu-central-1c"]"""),
            ("alertEmails", """["operations@example.com"]"""),
            ("environment", """{"DEMO_DATA": "false"}"""),
            ("secretEnvironment", "{}"));

        var lines = stack.Resources.Select(resource => $"{resource.Type} {resource.Name}").Order(StringComparer.Ordinal);
        Snapshot.Matches("prod-aws", string.Join('\n', lines) + "\n");
    }
}

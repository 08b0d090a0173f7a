namespace Infra.Tests.Aws;

public sealed class SnapshotTests
{
    [Fact]
    public async Task The_stack_prod_aws_is_made_of_these_resources()
    {
        var resources = await StackProgram.DeclareStackAsync("prod-aws");

        var lines = resources.Select(resource => $"{resource.Type} {resource.Name}").Order(StringComparer.Ordinal);
        Snapshot.Matches("stack-prod-aws", string.Join('\n', lines) + "\n");
    }
}

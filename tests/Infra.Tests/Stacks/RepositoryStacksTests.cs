using System.Text.RegularExpressions;
using Slipway.Infra.Stacks;

namespace Infra.Tests.Stacks;

public sealed partial class RepositoryStacksTests
{
    public static TheoryData<string> Stacks => [.. Names];

    private static IEnumerable<string> Names =>
        Directory.EnumerateFiles(ProjectFolder.Above(AppContext.BaseDirectory).Path, "Pulumi.*.yaml")
            .Select(file => Path.GetFileName(file).Split('.')[1])
            .Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task A_stack_of_this_repository_consists_of_the_resources_of_its_picture(string stack)
    {
        var resources = await StackProgram.DeclareStackAsync(stack);

        Snapshot.Matches($"stack-{stack}", string.Concat(resources.Select(resource => $"{resource.Type} {Fingerprint().Replace(resource.Name!, "-<fingerprint>")}\n").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void There_is_a_stack_for_every_target()
    {
        Assert.Equal(["client-airgap", "client-small", "dev", "dev-docker", "prod", "prod-aws", "staging"], Names);
    }

    // Builds are named by what they are made from, which changes with every line of it.
    [GeneratedRegex("-[0-9a-f]{12}$")]
    private static partial Regex Fingerprint();
}

using Pulumi;
using Slipway.Infra.Workloads;
using Xunit.Abstractions;

namespace Infra.Tests;

public sealed class AnyWorkloadsTests(ITestOutputHelper log)
{
    private const int Sets = 40;

    [Theory]
    [InlineData("dev")]
    [InlineData("dev-docker")]
    [InlineData("staging")]
    [InlineData("prod")]
    [InlineData("prod-aws")]
    [InlineData("client-small")]
    [InlineData("client-airgap")]
    public async Task Any_valid_set_of_workloads_is_declared_on_every_target_or_refused_by_name(string stack)
    {
        var declared = 0;
        var refusals = new List<string>();
        foreach (var seed in Enumerable.Range(1, Sets))
        {
            var scores = AnyWorkloads.Of(seed);
            // A set that Score itself refuses would prove nothing about the target.
            WorkloadCatalog.Create(scores.Select((score, index) => WorkloadReader.Parse(score, $"apps/{index}/score.yaml")));
            try
            {
                Assert.NotEmpty(await StackProgram.DeclareOnStackAsync(stack, scores));
                declared++;
            }
            catch (RunException refusal)
            {
                refusals.Add($"seed {seed}: {refusal.Message}");
                // A refusal names the workload or the setting; a bug says that the program broke.
                Assert.True(
                    !refusal.Message.Contains("unhandled exception", StringComparison.Ordinal)
                        && (refusal.Message.Contains("apps/shop", StringComparison.Ordinal) || refusal.Message.Contains("slipway:", StringComparison.Ordinal)),
                    $"seed {seed}: {refusal.Message}\n{string.Join("\n---\n", scores)}");
            }
        }
        log.WriteLine($"{declared} of {Sets} sets declared on {stack}, the others refused by name");
        Assert.True(declared > 0, $"every set was refused on {stack}:\n{string.Join('\n', refusals)}");
    }
}

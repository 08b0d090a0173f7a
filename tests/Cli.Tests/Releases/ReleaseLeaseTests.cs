using Slipway.Cli.Releases;
using Slipway.Cli.Tests.Support;

namespace Slipway.Cli.Tests.Releases;

public sealed class ReleaseLeaseTests
{
    [Fact]
    public async Task It_is_one_processs_at_a_time_and_free_again_when_that_one_is_done()
    {
        using var cli = new ReleasingStack().Cli();
        await cli.RunAsync("release", "status");
        var stack = cli.Stack.Selected!;

        using (ReleaseLease.Take(stack))
        {
            Assert.Null(ReleaseLease.TryTake(stack));
            Assert.Contains($"process {Environment.ProcessId} drives", Assert.Throws<UserException>(() => ReleaseLease.Take(stack)).Message);
        }

        using var next = ReleaseLease.TryTake(stack);
        Assert.NotNull(next);
    }
}

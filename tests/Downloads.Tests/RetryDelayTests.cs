using Slipway.Downloads.Worker;

namespace Slipway.Downloads.Tests;

public sealed class RetryDelayTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(2, 2, 4)]
    [InlineData(3, 4, 8)]
    [InlineData(6, 30, 60)]
    [InlineData(1000, 30, 60)]
    public void The_pause_doubles_up_to_the_longest_and_half_of_it_is_chance(int attempt, double least, double most)
    {
        var random = new Random(42);
        var delays = Enumerable.Range(0, 1000).Select(_ => RetryDelay.After(attempt, First, Longest, random).TotalSeconds).ToArray();

        Assert.All(delays, delay => Assert.InRange(delay, least, most));
        Assert.True(delays.Max() - delays.Min() > (most - least) * 0.9);
    }
}

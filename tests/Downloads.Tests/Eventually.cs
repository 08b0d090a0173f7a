using System.Diagnostics;

namespace Slipway.Downloads.Tests;

/// <summary>Waits for a condition. The ceiling is generous: a loaded machine is slow, not wrong.</summary>
public static class Eventually
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(90);

    public static async Task BecomesAsync(Func<Task<bool>> condition, Func<string> otherwise)
    {
        var patience = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(patience.Elapsed < Ceiling, otherwise());
            await Task.Delay(50);
        }
    }
}

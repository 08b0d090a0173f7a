using System.Diagnostics;

namespace Slipway.InboxHealth.Tests;

/// <summary>Waits for a condition. The ceiling is generous: a loaded machine is slow, not wrong.</summary>
public static class Eventually
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(60);

    public static async Task<T> GetAsync<T>(Func<Task<T>> look, Func<T, bool> wanted, string what)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            var seen = await look();
            if (wanted(seen)) return seen;
            Assert.True(patience.Elapsed < Ceiling, $"{what} did not come about; last seen: {seen}");
            await Task.Delay(50);
        }
    }
}

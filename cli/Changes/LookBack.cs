using System.Collections.Immutable;
using Slipway.Cli.Live;

namespace Slipway.Cli.Changes;

/// <summary>Waits a little for everything that should run to run, and says what still does not.</summary>
/// <param name="times">How often is looked before it counts.</param>
internal sealed class LookBack(TimeSpan pause, int times = LookBack.Times)
{
    /// <summary>With a pause of half a second: long enough for a health check to turn, short enough to be waited for.</summary>
    private const int Times = 20;

    public async Task<ImmutableArray<LiveService>> FindDownAsync(Func<CancellationToken, Task<LiveStatus>> read, CancellationToken cancellationToken)
    {
        for (var left = times; ; left--)
        {
            var status = await read(cancellationToken);
            if (status.AllRunning) return [];
            if (left <= 1) return [.. status.Services.Where(service => !service.IsAsWanted)];
            await Task.Delay(pause, cancellationToken);
        }
    }
}

using System.Collections.Immutable;
using Slipway.Cli.Live;

namespace Slipway.Cli.Sandbox;

internal sealed class NothingLive : ILiveSystem
{
    public Task<LiveStatus> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(LiveStatus.Empty);

    public Task<ImmutableArray<LogFile>> ListLogsAsync(CancellationToken cancellationToken) => Task.FromResult(ImmutableArray<LogFile>.Empty);

    public Task<string> StartAsync(CancellationToken cancellationToken) => Task.FromResult("");
}

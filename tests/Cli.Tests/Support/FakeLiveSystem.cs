using System.Collections.Immutable;
using Slipway.Cli.Live;

namespace Slipway.Cli.Tests.Support;

internal sealed class FakeLiveSystem : ILiveSystem
{
    public LiveStatus Status { get; set; } = LiveStatus.Empty;

    /// <summary>What the next looks see, before <see cref="Status"/>.</summary>
    public Queue<LiveStatus> Statuses { get; set; } = new();

    public ImmutableArray<LogFile> Logs { get; set; } = [];

    public string Started { get; set; } = "";

    public Task<LiveStatus> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Statuses.TryDequeue(out var status) ? status : Status);

    public Task<ImmutableArray<LogFile>> ListLogsAsync(CancellationToken cancellationToken) => Task.FromResult(Logs);

    public Task<string> StartAsync(CancellationToken cancellationToken) => Task.FromResult(Started);
}

using System.Collections.Immutable;
using Slipway.Cli.Live;

namespace Slipway.Cli.Tests.Support;

internal sealed class FakeLiveSystem : ILiveSystem
{
    public LiveStatus Status { get; set; } = LiveStatus.Empty;

    /// <summary>What the next looks see, before <see cref="Status"/>.</summary>
    public Queue<LiveStatus> Statuses { get; set; } = new();

    /// <summary>What every look sees, when it is not the same each time.</summary>
    public Func<LiveStatus>? Looking { get; set; }

    /// <summary>How the router divides a workload's requests.</summary>
    public Func<string, ImmutableSortedDictionary<string, int>?> Shares { get; set; } = _ => null;

    public ImmutableArray<LogFile> Logs { get; set; } = [];

    public string Started { get; set; } = "";

    public Task<LiveStatus> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Statuses.TryDequeue(out var status) ? status : Looking?.Invoke() ?? Status);

    public Task<ImmutableSortedDictionary<string, int>?> ReadSharesAsync(string workload, CancellationToken cancellationToken) => Task.FromResult(Shares(workload));

    public Task<ImmutableArray<LogFile>> ListLogsAsync(CancellationToken cancellationToken) => Task.FromResult(Logs);

    public Task<string> StartAsync(CancellationToken cancellationToken) => Task.FromResult(Started);
}

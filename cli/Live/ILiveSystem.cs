using System.Collections.Immutable;

namespace Slipway.Cli.Live;

/// <summary>What a target really runs, read from the running system and never from recorded state.</summary>
public interface ILiveSystem
{
    Task<LiveStatus> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Where each workload writes its log; the files may not exist yet.</summary>
    Task<ImmutableArray<LogFile>> ListLogsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Brings back what a restart of the machine, or a hand, has stopped. Gives what was done, empty when everything runs.
    /// </summary>
    Task<string> StartAsync(CancellationToken cancellationToken);

    /// <summary>How the running router divides a workload's requests, in percent by slot; null where it cannot be asked, or does not divide them.</summary>
    Task<ImmutableSortedDictionary<string, int>?> ReadSharesAsync(string workload, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableSortedDictionary<string, int>?>(null);
}

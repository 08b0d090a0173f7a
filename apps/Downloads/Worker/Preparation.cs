using Slipway.Downloads.Jobs;
using Slipway.Downloads.Storage;

namespace Slipway.Downloads.Worker;

/// <summary>A job cannot succeed, however often it is tried.</summary>
public sealed class PermanentException(string message) : Exception(message);

/// <summary>
/// Prepares files: makes sure they are there, then takes the time that a real preparation would. The work itself is
/// simulated; what surrounds it is not.
/// </summary>
public sealed class Preparation(FileStore files, DownloadsOptions options, TimeProvider clock, Random random)
{
    private const int ParallelLookups = 8;
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(1);

    /// <summary>Prepares the files and reports percent and seconds left on the way.</summary>
    /// <exception cref="PermanentException">A file is missing.</exception>
    /// <exception cref="StorageException">The store cannot be reached.</exception>
    public async Task<IReadOnlyList<PreparedFile>> PrepareAsync(
        IReadOnlyList<int> fileIds, Func<int, int, Task> report, CancellationToken cancellationToken)
    {
        var found = await FindAllAsync(fileIds, cancellationToken);
        var (shortest, longest) = options.Preparation;
        var duration = TimeSpan.FromSeconds(shortest + random.NextDouble() * (longest - shortest));
        if (duration == TimeSpan.Zero) return found;

        var started = clock.GetTimestamp();
        for (var passed = TimeSpan.Zero; passed < duration; passed = clock.GetElapsedTime(started))
        {
            var left = duration - passed;
            await report((int)(100 * passed / duration), (int)Math.Ceiling(left.TotalSeconds));
            await Task.Delay(left < ReportEvery ? left : ReportEvery, clock, cancellationToken);
        }

        return found;
    }

    private async Task<PreparedFile[]> FindAllAsync(IReadOnlyList<int> fileIds, CancellationToken cancellationToken)
    {
        var found = new PreparedFile[fileIds.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelLookups, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, fileIds.Count, parallel, async (index, token) => found[index] = await files.FindAsync(fileIds[index], token)
            ?? throw new PermanentException($"file {fileIds[index]} does not exist ({FileStore.KeyOf(fileIds[index])}). Ask /v1/download/check first."));
        return found;
    }
}

using System.Collections.Immutable;
using System.Globalization;

namespace Slipway.Engine.State;

/// <summary>State in files, laid out as Pulumi's file backend does: <c>.pulumi/stacks/project/stack.json</c>.</summary>
/// <param name="folder">What holds the <c>.pulumi</c> folder; created when missing.</param>
public sealed class FileStateStore(string folder, string project, string stack) : IStateStore
{
    private readonly string root = Path.Combine(Path.GetFullPath(folder), ".pulumi");

    /// <summary>Below this an update could run out of space half-way.</summary>
    internal long LeastFreeBytes { get; init; } = 16 * 1024 * 1024;

    public string Location => Path.Combine(root, "stacks", project, $"{stack}.json");

    private string JournalPath => $"{Location}.journal";

    private string HistoryFolder => Path.Combine(root, "history", project, stack);

    private string LockFolder => Path.Combine(root, "locks", "organization", project, stack);

    public IStateStore For(string project, string stack) => new FileStateStore(folder, project, stack);

    public byte[]? ReadCheckpoint() => ReadIfThere(Location);

    // Where the checkpoint is seen the folder can be searched, so a journal that is not seen is not there. Found out by an
    // exception, the usual case would cost a short process more than all else it reads.
    public byte[]? ReadJournal() => File.Exists(Location) && !File.Exists(JournalPath) ? null : ReadIfThere(JournalPath);

    public IJournalWriter StartJournal(ReadOnlySpan<byte> firstLine)
    {
        JournalFile? writer = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(JournalPath)!);
            // No buffer: a line is with the operating system before the step it announces begins.
            // Written aside and renamed: a journal in whose place it comes is there until this one is.
            var temporary = $"{JournalPath}.tmp";
            var file = new FileStream(temporary, ForWriting());
            writer = new JournalFile(file);
            writer.Append(firstLine);
            file.Flush(flushToDisk: true);
            File.Move(temporary, JournalPath, overwrite: true);
            DiskFolder.Flush(Path.GetDirectoryName(JournalPath)!);
            return writer;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            writer?.Dispose();
            throw new StateException($"The journal '{JournalPath}' could not be begun: {error.Message} Nothing was changed. Put that right and run again.", error);
        }
    }

    public void WriteCheckpoint(ReadOnlySpan<byte> checkpoint, bool keepOld = true)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Location)!);
            var meta = Path.Combine(root, "meta.yaml");
            if (!File.Exists(meta)) File.WriteAllText(meta, "version: 1\n");
            if (keepOld && File.Exists(Location))
            {
                // Never a time without a whole backup: the copy is made aside and then takes the old one's place.
                File.Copy(Location, $"{Location}.bak.tmp", overwrite: true);
                File.Move($"{Location}.bak.tmp", $"{Location}.bak", overwrite: true);
            }

            WriteWhole(Location, checkpoint);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StateException(
                $"The state '{Location}' could not be written: {error.Message} The last good one is in its place; a journal beside it holds what was done since. Put that right and run again.", error);
        }
    }

    public void RemoveJournal() => File.Delete(JournalPath);

    public void AddHistory(DateTimeOffset time, ReadOnlySpan<byte> update, ReadOnlySpan<byte> checkpoint)
    {
        try
        {
            Directory.CreateDirectory(HistoryFolder);
            // Pulumi names history by Unix nanoseconds; a tick is a hundred of them.
            var nanoseconds = (time.UtcTicks - DateTime.UnixEpoch.Ticks) * 100;
            // A clock that was set back must neither overwrite an entry nor put this one before it.
            if (LastHistory() is { } last && nanoseconds <= last) nanoseconds = last + 1;
            var name = Path.Combine(HistoryFolder, $"{stack}-{nanoseconds.ToString(CultureInfo.InvariantCulture)}");
            WriteWhole($"{name}.checkpoint.json", checkpoint);
            WriteWhole($"{name}.history.json", update);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StateException($"The history '{HistoryFolder}' could not be written: {error.Message} The state itself is written. Put that right; nothing need be run again.", error);
        }
    }

    private long? LastHistory()
    {
        var last = Directory.EnumerateFiles(HistoryFolder, $"{stack}-*.history.json").Select(Path.GetFileName).Max(StringComparer.Ordinal);
        var digits = last?[(stack.Length + 1)..last.IndexOf('.', stack.Length)];
        return long.TryParse(digits, CultureInfo.InvariantCulture, out var nanoseconds) ? nanoseconds : null;
    }

    public IEnumerable<byte[]> ReadHistory() =>
        Directory.Exists(HistoryFolder)
            ? Directory.EnumerateFiles(HistoryFolder, $"{stack}-*.history.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)
            : [];

    public void Remove()
    {
        if (File.Exists(Location)) File.Move(Location, $"{Location}.bak", overwrite: true);
        RemoveJournal();
        if (Directory.Exists(HistoryFolder)) Directory.Delete(HistoryFolder, recursive: true);
    }

    /// <summary>The stacks kept below a folder, by project and name.</summary>
    /// <param name="folder">What holds the <c>.pulumi</c> folder.</param>
    public static ImmutableArray<StoredStack> ListStacks(string folder)
    {
        var stacks = Path.Combine(Path.GetFullPath(folder), ".pulumi", "stacks");
        if (!Directory.Exists(stacks)) return [];
        return
        [
            .. Directory.EnumerateFiles(stacks, "*.json", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => Describe(folder, Path.GetFileName(Path.GetDirectoryName(path)!), Path.GetFileNameWithoutExtension(path), path)),
        ];
    }

    public void CheckWritable()
    {
        var stateFolder = Path.GetDirectoryName(Location)!;
        try
        {
            Directory.CreateDirectory(stateFolder);
            var probe = Path.Combine(stateFolder, $".{stack}.{Environment.ProcessId}.probe");
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StateException($"The state folder '{stateFolder}' cannot be written ({error.Message}). Nothing was changed. Make it writable for '{Environment.UserName}'.", error);
        }

        var free = new DriveInfo(stateFolder).AvailableFreeSpace;
        if (free < LeastFreeBytes)
        {
            throw new StateException($"The disk of the state folder '{stateFolder}' has {free / 1024 / 1024} MB free, {LeastFreeBytes / 1024 / 1024} MB are needed. Nothing was changed. Free some space.");
        }
    }

    public IStackLease Lock(LockOwner owner, TimeProvider clock) => StackLock.Take(LockFolder, $"{project}/{stack}", owner, clock);

    private static StoredStack Describe(string folder, string project, string stack, string path)
    {
        int? count = null;
        try
        {
            count = Checkpoint.Parse(File.ReadAllBytes(path), path, SecretCodec.Closed()).Resources.Length;
        }
        catch (Exception error) when (error is StateException or IOException or UnauthorizedAccessException)
        {
            // Listed all the same: that it is there is what was asked; reading it says what is wrong.
        }

        var locked = File.Exists(Path.Combine(new FileStateStore(folder, project, stack).LockFolder, StackLock.LeaseFile));
        return new StoredStack(project, stack, File.GetLastWriteTimeUtc(path), count, locked);
    }

    private static FileStreamOptions ForWriting()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static byte[]? ReadIfThere(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StateException($"The state '{path}' cannot be read: {error.Message}", error);
        }
    }

    private static void WriteWhole(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.tmp";
        using (var file = new FileStream(temporary, ForWriting()))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        // A rename is in the folder, and reaches the disk with it.
        DiskFolder.Flush(Path.GetDirectoryName(path)!);
    }
}

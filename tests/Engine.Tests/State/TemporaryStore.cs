using Slipway.Engine.State;

namespace Slipway.Engine.Tests.State;

/// <summary>Files in a folder of their own, gone after the test.</summary>
internal sealed class TemporaryStore : IStateStore, IDisposable
{
    private readonly FileStateStore files;

    public TemporaryStore()
    {
        Folder = Directory.CreateTempSubdirectory("slipway-test-").FullName;
        files = new FileStateStore(Folder, "proj", "dev");
    }

    public string Folder { get; }

    public string Location => files.Location;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public byte[]? ReadCheckpoint() => files.ReadCheckpoint();

    public byte[]? ReadJournal() => files.ReadJournal();

    public IJournalWriter StartJournal(ReadOnlySpan<byte> firstLine) => files.StartJournal(firstLine);

    public void WriteCheckpoint(ReadOnlySpan<byte> checkpoint, bool keepOld = true) => files.WriteCheckpoint(checkpoint, keepOld);

    public void RemoveJournal() => files.RemoveJournal();

    public void AddHistory(DateTimeOffset time, ReadOnlySpan<byte> update, ReadOnlySpan<byte> checkpoint) => files.AddHistory(time, update, checkpoint);

    public IEnumerable<byte[]> ReadHistory() => files.ReadHistory();

    public void Remove() => files.Remove();

    public void CheckWritable() => files.CheckWritable();

    public IStackLease Lock(LockOwner owner, TimeProvider clock) => files.Lock(owner, clock);

    public IStateStore For(string project, string stack) => files.For(project, stack);
}

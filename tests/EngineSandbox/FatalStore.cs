using Slipway.Engine.State;

namespace Slipway.Engine.Sandbox;

/// <summary>A store of files that calls at every boundary of its writes, where a process may be made to die.</summary>
internal sealed class FatalStore(IStateStore files, Action onBoundary) : IStateStore
{
    public string Location => files.Location;

    public byte[]? ReadCheckpoint() => files.ReadCheckpoint();

    public byte[]? ReadJournal() => files.ReadJournal();

    public IEnumerable<byte[]> ReadHistory() => files.ReadHistory();

    public IStateStore For(string project, string stack) => files.For(project, stack);

    public void CheckWritable() => files.CheckWritable();

    public IStackLease Lock(LockOwner owner, TimeProvider clock) => files.Lock(owner, clock);

    public IJournalWriter StartJournal(ReadOnlySpan<byte> firstLine)
    {
        onBoundary();
        var writer = files.StartJournal(firstLine);
        onBoundary();
        return new Writer(writer, onBoundary);
    }

    public void WriteCheckpoint(ReadOnlySpan<byte> checkpoint, bool keepOld = true)
    {
        onBoundary();
        files.WriteCheckpoint(checkpoint, keepOld);
        onBoundary();
    }

    public void RemoveJournal()
    {
        files.RemoveJournal();
        onBoundary();
    }

    public void AddHistory(DateTimeOffset time, ReadOnlySpan<byte> update, ReadOnlySpan<byte> checkpoint)
    {
        files.AddHistory(time, update, checkpoint);
        onBoundary();
    }

    public void Remove() => files.Remove();

    private sealed class Writer(IJournalWriter journal, Action onBoundary) : IJournalWriter
    {
        public void Append(ReadOnlySpan<byte> line)
        {
            // Half a line, as a process that dies within the write leaves it.
            onBoundary();
            journal.Append(line[..(line.Length / 2)]);
            onBoundary();
            journal.Append(line[(line.Length / 2)..]);
            onBoundary();
        }

        public void Dispose() => journal.Dispose();
    }
}

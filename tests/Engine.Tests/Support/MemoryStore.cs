using Slipway.Engine.State;

namespace Slipway.Engine.Tests.Support;

/// <summary>The process ended here, as far as the test is concerned.</summary>
internal sealed class DiedException() : Exception("the process died");

/// <summary>A store in memory that can die at its nth write; what was written before stays.</summary>
internal sealed class MemoryStore : IStateStore
{
    private readonly List<byte[]> history = [];
    private byte[]? journal;

    public byte[]? Checkpoint { get; set; }

    public byte[]? Journal
    {
        set => journal = value;
    }

    /// <summary>Writes until death; negative for never.</summary>
    public int WritesLeft { get; set; } = -1;

    public int Writes { get; private set; }

    public bool Torn { get; init; }

    public string Location => "memory";

    public byte[]? ReadCheckpoint() => Checkpoint;

    public byte[]? ReadJournal() => journal;

    public IJournalWriter StartJournal(ReadOnlySpan<byte> firstLine)
    {
        Step();
        journal = firstLine.ToArray();
        return new Writer(this);
    }

    public void WriteCheckpoint(ReadOnlySpan<byte> checkpoint, bool keepOld = true)
    {
        Step();
        Checkpoint = checkpoint.ToArray();
    }

    public void RemoveJournal()
    {
        Step();
        journal = null;
    }

    public void AddHistory(DateTimeOffset time, ReadOnlySpan<byte> update, ReadOnlySpan<byte> checkpoint)
    {
        Step();
        history.Add(update.ToArray());
    }

    public IEnumerable<byte[]> ReadHistory() => history;

    public void Remove()
    {
        Step();
        Checkpoint = null;
        journal = null;
        history.Clear();
    }

    public void CheckWritable()
    {
    }

    public IStackLease Lock(LockOwner owner, TimeProvider clock) => new Lease();

    public IStateStore For(string project, string stack) => this;

    private void Step()
    {
        if (WritesLeft == 0) throw new DiedException();
        if (WritesLeft > 0) WritesLeft--;
        Writes++;
    }

    private sealed class Lease : IStackLease
    {
        public void Confirm()
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class Writer(MemoryStore store) : IJournalWriter
    {
        public void Append(ReadOnlySpan<byte> line)
        {
            try
            {
                store.Step();
            }
            catch (DiedException) when (store.Torn)
            {
                store.journal = [.. store.journal!, .. line[..(line.Length / 2)]];
                throw;
            }

            store.journal = [.. store.journal!, .. line];
        }

        public void Dispose()
        {
        }
    }
}

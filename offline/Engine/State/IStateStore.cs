namespace Slipway.Engine.State;

/// <summary>Where a stack's state lies. The engine decides what is written; a store makes sure it lasts.</summary>
public interface IStateStore
{
    /// <summary>What an error names: the path of the checkpoint.</summary>
    string Location { get; }

    /// <summary>The checkpoint as last written; null for a new stack.</summary>
    byte[]? ReadCheckpoint();

    /// <summary>True for a file that is only compared with: secrets that cannot be decrypted are kept closed.</summary>
    bool IsForComparison => false;

    /// <summary>The journal an interrupted update left; null when there is none.</summary>
    byte[]? ReadJournal();

    /// <summary>Begins a journal in place of an older one, with its first line.</summary>
    IJournalWriter StartJournal(ReadOnlySpan<byte> firstLine);

    /// <summary>Replaces the checkpoint in one step; a reader sees the old or the new one, never a part.</summary>
    /// <param name="keepOld">False when the one it replaces is damaged: then the backup of the last good one stays.</param>
    void WriteCheckpoint(ReadOnlySpan<byte> checkpoint, bool keepOld = true);

    void RemoveJournal();

    /// <summary>Keeps a finished update for <c>stack history</c>.</summary>
    void AddHistory(DateTimeOffset time, ReadOnlySpan<byte> update, ReadOnlySpan<byte> checkpoint);

    /// <summary>What <see cref="AddHistory"/> kept of each update, the oldest first.</summary>
    IEnumerable<byte[]> ReadHistory();

    /// <summary>Forgets the stack. The last checkpoint is kept beside its place as a backup.</summary>
    void Remove();

    /// <summary>Refuses by name what would make an update fail half-way: a read-only folder, a full disk.</summary>
    void CheckWritable();

    /// <summary>Takes the stack's lock until disposed.</summary>
    /// <exception cref="StackLockedException">A living owner has it.</exception>
    IStackLease Lock(LockOwner owner, TimeProvider clock);

    /// <summary>The store of another stack in the same place, for stack references.</summary>
    IStateStore For(string project, string stack);
}

/// <summary>An open journal. A line has reached the operating system when <see cref="Append"/> returns, so it outlives the process.</summary>
public interface IJournalWriter : IDisposable
{
    void Append(ReadOnlySpan<byte> line);
}

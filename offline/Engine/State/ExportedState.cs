namespace Slipway.Engine.State;

/// <summary>
/// A state file to compare a program with, as <c>stack export</c> or a checkpoint holds it. Nothing is written, no lock
/// is taken, and a secret that cannot be decrypted here counts as unchanged.
/// </summary>
public sealed class ExportedState(string path) : IStateStore
{
    public string Location { get; } = Path.GetFullPath(path);

    public bool IsForComparison => true;

    public byte[]? ReadCheckpoint()
    {
        try
        {
            return File.ReadAllBytes(Location);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StateException($"The state '{Location}' cannot be read: {error.Message} Export one with `pulumi stack export --file <file>`.", error);
        }
    }

    public byte[]? ReadJournal() => null;

    public IEnumerable<byte[]> ReadHistory() => [];

    public IStateStore For(string project, string stack) => throw new StateException(
        $"The stack '{project}/{stack}' is referred to, and a state file given for comparison holds one stack only. Preview without the file, or against the stored state.");

    public IJournalWriter StartJournal(ReadOnlySpan<byte> firstLine) => throw OnlyForComparison();

    public void WriteCheckpoint(ReadOnlySpan<byte> checkpoint, bool keepOld = true) => throw OnlyForComparison();

    public void RemoveJournal() => throw OnlyForComparison();

    public void AddHistory(DateTimeOffset time, ReadOnlySpan<byte> update, ReadOnlySpan<byte> checkpoint) => throw OnlyForComparison();

    public void Remove() => throw OnlyForComparison();

    public void CheckWritable() => throw OnlyForComparison();

    public IStackLease Lock(LockOwner owner, TimeProvider clock) => throw OnlyForComparison();

    private StateException OnlyForComparison() =>
        new($"The state '{Location}' was given to compare with; nothing is applied to it. Import it with `slipway stack import` first.");
}

namespace Slipway.Engine.State;

/// <summary>
/// A journal in a file. A line is with the operating system when <see cref="Append"/> returns: the process may die.
/// It is on the disk within <see cref="FlushEvery"/>: losing power loses no more than that, and never the order.
/// </summary>
/// <remarks>
/// Waiting for the disk at each line was considered: with a hundred small resources that is most of an update's time,
/// for a loss that the next run's questions to the providers make good anyway.
/// </remarks>
internal sealed class JournalFile : IJournalWriter
{
    private static readonly TimeSpan FlushEvery = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly FileStream file;
    private readonly Timer flushing;
    private bool written;
    private bool closed;

    /// <param name="file">Without a buffer of its own; closed with the journal.</param>
    public JournalFile(FileStream file)
    {
        this.file = file;
        flushing = new Timer(_ => Flush(), null, FlushEvery, FlushEvery);
    }

    public void Append(ReadOnlySpan<byte> line)
    {
        file.Write(line);
        Volatile.Write(ref written, true);
    }

    public void Dispose()
    {
        flushing.Dispose();
        lock (gate)
        {
            closed = true;
            file.Dispose();
        }
    }

    private void Flush()
    {
        // A second beat does not queue behind a slow disk.
        if (!gate.TryEnter()) return;
        try
        {
            if (closed || !Interlocked.Exchange(ref written, false)) return;
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }
        catch (IOException)
        {
            // The line itself is written; a disk that fails says so at the next line or at the checkpoint.
        }
        finally
        {
            gate.Exit();
        }
    }
}

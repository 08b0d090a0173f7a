namespace Slipway.InboxHealth.Webhooks;

/// <summary>
/// How much all events at hand may take. Who sends one is known only when all of it has been read, so without a limit anybody
/// could fill the memory.
/// </summary>
public sealed class BodyBudget(VapiOptions options)
{
    private long _left = options.WaitingKilobytes * 1024L;

    /// <summary>Sets bytes aside until the result is disposed; null when there are not so many left.</summary>
    public IDisposable? TryTake(long bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0) return new Share(this, bytes);
        Interlocked.Add(ref _left, bytes);
        return null;
    }

    private sealed class Share(BodyBudget budget, long bytes) : IDisposable
    {
        private long _bytes = bytes;

        public void Dispose() => Interlocked.Add(ref budget._left, Interlocked.Exchange(ref _bytes, 0));
    }
}

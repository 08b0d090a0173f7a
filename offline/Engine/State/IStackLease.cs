namespace Slipway.Engine.State;

/// <summary>A stack's lock while it is held; disposing gives it back.</summary>
public interface IStackLease : IDisposable
{
    /// <summary>Makes sure that the lock is still ours: a process that was suspended for long may have been taken for dead.</summary>
    /// <exception cref="StackLockedException">Another process has taken the lock over.</exception>
    void Confirm();
}

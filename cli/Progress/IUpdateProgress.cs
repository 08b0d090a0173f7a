using Slipway.Engine;

namespace Slipway.Cli.Progress;

/// <summary>Shows an update while it runs.</summary>
internal interface IUpdateProgress
{
    void Observe(EngineEvent happened);

    /// <summary>Runs the work with progress on screen, and clears away what was only for the moment.</summary>
    Task<T> ShowAsync<T>(Func<Task<T>> work);
}

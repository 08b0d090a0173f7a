using System.Collections.Concurrent;

namespace Slipway.InboxSimulator.Faults;

/// <summary>How each source behaves at the moment.</summary>
public sealed class FaultBoard
{
    private readonly ConcurrentDictionary<Source, FaultSetting> _settings = new();
    private readonly ConcurrentDictionary<Source, Func<FaultSetting, Task>> _followers = new();

    public FaultSetting this[Source source] => _settings.GetValueOrDefault(source, FaultSetting.None);

    /// <summary>Called with every change, which is complete when the follower is: a port that is to be closed is closed by then.</summary>
    public void Follow(Source source, Func<FaultSetting, Task> follow) => _followers[source] = follow;

    public async Task SetAsync(Source source, FaultSetting setting)
    {
        _settings[source] = setting;
        if (_followers.TryGetValue(source, out var follow)) await follow(setting);
    }
}

using System.Collections.Concurrent;

namespace Slipway.InboxHealth.Probes;

/// <summary>What every probe said last.</summary>
public sealed class ProbeBoard
{
    private readonly ConcurrentDictionary<string, ProbeView> _views;

    public ProbeBoard(IEnumerable<IProbe> probes, ProbeMetrics metrics)
    {
        _views = new(probes.Select(probe => KeyValuePair.Create(probe.Name, ProbeView.Unseen(probe.Name))), StringComparer.Ordinal);
        metrics.Observe(() => Read());
    }

    /// <summary>All probes, by name.</summary>
    public IReadOnlyList<ProbeView> Read() => [.. _views.Values.OrderBy(view => view.Name, StringComparer.Ordinal)];

    /// <summary>Puts down the outcome of a look. Only the loop of that probe calls this.</summary>
    public ProbeView Write(string probe, Func<ProbeView, ProbeView> change) => _views.AddOrUpdate(probe, name => change(ProbeView.Unseen(name)), (_, before) => change(before));
}

using Slipway.Cli.Live;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Releases;

/// <summary>Counts how often in a row every instance of a slot was found healthy, or one was not.</summary>
internal sealed class SlotProbes
{
    private readonly Dictionary<(string, string), (int Good, int Bad, string Problem)> _counts = [];

    /// <summary>Takes in one look at the running system.</summary>
    public Observation Observe(LiveStatus status, string workload, string slot)
    {
        var instances = status.Services.Where(service => service.Workload == workload && service.Slot == slot).ToList();
        var down = instances.FirstOrDefault(service => !service.IsAsWanted);
        var (good, bad, _) = _counts.GetValueOrDefault((workload, slot));
        var now = instances.Count == 0 ? (0, bad + 1, "no instance is known")
            : down is null ? (good + 1, 0, "")
            : (0, bad + 1, $"{down.Name} is {down.State.ToString().ToLowerInvariant()}{(down.Reason is { } reason ? $": {reason}" : "")}");
        _counts[(workload, slot)] = now;
        return new Observation { GoodProbes = now.Item1, BadProbes = now.Item2, ProbeProblem = now.Item3 };
    }
}

using System.Collections.Immutable;

namespace Slipway.Infra.Components.Local;

/// <summary>
/// Which port everything on a machine listens on: a hundred ports from one base port, so that two stacks
/// with base ports a hundred apart never meet.
/// </summary>
public sealed class PortPlan
{
    /// <summary>How many ports a stack takes from its base port on.</summary>
    public const int Size = 100;

    private const int FirstWorkloadPort = 20;

    private static readonly ImmutableArray<string> Parts =
        ["edge", "postgres", "s3", "prometheus", "alertmanager", "node-exporter", "postgres-exporter", "nginx-exporter", "grafana"];

    private readonly ImmutableSortedDictionary<string, int> _ports;

    private PortPlan(ImmutableSortedDictionary<string, int> ports) => _ports = ports;

    /// <summary>Every port, by what listens on it.</summary>
    public IEnumerable<KeyValuePair<string, int>> All => _ports;

    public int this[string name] => _ports[name];

    /// <summary>
    /// Gives each workload port a place that follows from its own name, so that another workload coming or going
    /// seldom moves it. <paramref name="fixedPorts"/> are those a workload insists on, <paramref name="granted"/> those that
    /// something already listens on.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are more ports than places.</exception>
    public static PortPlan Make(int basePort, IEnumerable<string> workloadPorts, IReadOnlyDictionary<string, int> fixedPorts, IReadOnlyDictionary<string, int>? granted = null)
    {
        var ports = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        for (var part = 0; part < Parts.Length; part++)
            ports.Add(Parts[part], basePort + part);

        const int places = Size - FirstWorkloadPort;
        var taken = new bool[places];
        foreach (var (name, port) in (granted ?? new Dictionary<string, int>()).Where(entry => IsWithin(basePort, entry.Value)))
        {
            taken[port - basePort - FirstWorkloadPort] = true;
            ports[name] = port;
        }
        foreach (var name in workloadPorts.Where(name => !ports.ContainsKey(name)).Order(StringComparer.Ordinal))
        {
            var place = (int)(Hash(name) % places);
            for (var tried = 0; taken[place]; tried++)
            {
                if (tried == places)
                    throw new InvalidOperationException($"target 'local' has {places} ports for workloads, and '{name}' would be one more: split the stack in two.");
                place = (place + 1) % places;
            }
            taken[place] = true;
            ports.Add(name, basePort + FirstWorkloadPort + place);
        }
        foreach (var (name, port) in fixedPorts)
            ports.Add(name, port);
        return new PortPlan(ports.ToImmutable());
    }

    /// <summary>Whether a stack with this base port gives that port to a workload.</summary>
    public static bool IsWithin(int basePort, int port) => port >= basePort + FirstWorkloadPort && port < basePort + Size;

    // FNV-1a: string.GetHashCode differs from process to process.
    private static uint Hash(string name) =>
        name.Aggregate(2166136261, (hash, character) => unchecked((hash ^ character) * 16777619));
}

using System.Collections.Immutable;
using Slipway.Costs.Kinds;
using Slipway.Costs.Prices;
using Slipway.Costs.Usage;
using Slipway.Policies.Graph;

namespace Slipway.Costs;

/// <summary>Looks at every resource of a stack and says what it costs in a month.</summary>
/// <param name="configuredRegion">The region of a stack whose resources do not tell, since the provider takes it from the configuration.</param>
public sealed class CostEstimator(PriceTable prices, UsageAssumptions usage, string? configuredRegion = null)
{
    private const string NoComponent = "(no component)";

    private static readonly ImmutableArray<string> OwnHardware = ["kubernetes:", "docker:", "command:"];

    // Of the engine, of us, or values that are made once.
    private static readonly ImmutableArray<string> NoThings = ["pulumi:", "slipway:", "random:"];

    /// <summary>What the stack will cost: resources that go are left out.</summary>
    public CostEstimate Estimate(ResourceGraph graph) => EstimateAll(graph.After());

    /// <summary>The stack as a plan would leave it, against how it is.</summary>
    public CostComparison Compare(ResourceGraph plan) => new(EstimateAll(plan.Before()), EstimateAll(plan.After()));

    private CostEstimate EstimateAll(ResourceGraph graph)
    {
        var own = RegionOf(graph) ?? configuredRegion;
        var region = own is not null && prices.HasRegion(own) ? own : usage.PriceRegion ?? own;
        var resources = new List<ResourceCost>();
        var unknown = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var onOwnHardware = 0;
        foreach (var resource in graph.Resources.Where(resource => resource.Custom))
        {
            if (PricedKinds.Find(resource.Type) is { } kind)
            {
                var lines = kind.Lines(new PricedResource(resource, graph, usage, prices, region)).Where(line => line.Quantity != 0).ToImmutableArray();
                if (lines.Length > 0) resources.Add(new ResourceCost(resource.Urn, resource.Type, resource.Name, ComponentOf(graph, resource), lines));
            }
            else if (Starts(resource.Type, OwnHardware))
            {
                onOwnHardware++;
            }
            else if (!Starts(resource.Type, NoThings) && !FreeKinds.Contains(resource.Type))
            {
                unknown[resource.Type] = unknown.GetValueOrDefault(resource.Type) + 1;
            }
        }

        return new CostEstimate
        {
            Stack = graph.Stack,
            Region = region,
            InPlaceOf = region == own ? null : own ?? "a region that is not named",
            // A plan has them in the order in which their inputs came to be known, which is another one each time.
            Resources = [.. resources.OrderBy(resource => resource.Urn, StringComparer.Ordinal)],
            UnknownTypes = unknown.ToImmutableSortedDictionary(StringComparer.Ordinal),
            OnOwnHardware = onOwnHardware,
        };
    }

    // AWS' provider is told its region; Azure's resources each have a location, and the first one is that of the stack.
    private static string? RegionOf(ResourceGraph graph) =>
        TextOf(graph.OfType("pulumi:providers:aws"), "region") ?? TextOf(graph.Resources.Where(resource => resource.Type.StartsWith("azure:", StringComparison.Ordinal)), "location");

    private static string? TextOf(IEnumerable<GraphResource> resources, string property) =>
        resources.Select(resource => (resource.Inputs[property] as GraphValue.Text)?.Value).FirstOrDefault(text => text is not null);

    private static bool Starts(string type, ImmutableArray<string> prefixes) => prefixes.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal));

    private static string ComponentOf(ResourceGraph graph, GraphResource resource) =>
        graph.AncestorsOf(resource).FirstOrDefault(ancestor => !ancestor.Custom && ancestor.Type != ResourceUrn.StackType)?.Name ?? NoComponent;
}

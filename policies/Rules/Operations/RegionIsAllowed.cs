using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Operations;

public sealed class RegionIsAllowed : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "Everything is in a region the stack may use",
        Severity = Severity.High,
        Targets = ["aws", "azure"],
        Reason = "Data that leaves its region may break a law or a contract.",
        Link = "https://docs.aws.amazon.com/controltower/latest/controlreference/primary-region-deny-policy.html",
    };

    public override void Check(RuleRun run)
    {
        if (run.Settings.Regions.IsEmpty) return;
        foreach (var provider in run.All<AwsProvider>()) Expect(run, provider, provider.Region);
        foreach (var resource in run.Graph.Resources.Where(resource => resource.Custom))
        {
            var place = new PlacedResource(resource);
            if (resource.Type.StartsWith("azure:", StringComparison.Ordinal) && !place.Location.IsMissing) Expect(run, place, place.Location);
            if (resource.Type.StartsWith("aws:", StringComparison.Ordinal) && !place.Region.IsMissing) Expect(run, place, place.Region);
        }
    }

    private static void Expect(RuleRun run, ResourceView view, Value<string> region) =>
        run.Expect(view, region.Select(name => name.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()), name => run.Settings.Regions.Contains(name), $"one of {string.Join(", ", run.Settings.Regions)}", "Move it, or add the region to slipway:policies.regions");

    /// <summary>What says itself where it is.</summary>
    private sealed class PlacedResource(GraphResource resource) : ResourceView(resource)
    {
        public Value<string> Location => Text();

        public Value<string> Region => Text();
    }
}

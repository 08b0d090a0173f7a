using Slipway.Policies.Views.Azure;

namespace Slipway.Costs.Kinds.Azure;

/// <summary>A registry by the day; its tier includes more storage than images are assumed to need.</summary>
internal sealed class Registry : PricedKind<AzureRegistry>
{
    private const decimal HoursOfDay = 24;

    protected override IEnumerable<CostLine> Lines(AzureRegistry registry, PricedResource resource) =>
        [resource.Line("registry", resource.Usage.Hours / HoursOfDay, $"registry/{registry.Sku.Content?.ToLowerInvariant()}-day")];
}

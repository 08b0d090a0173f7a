namespace Slipway.Costs.Kinds.Azure;

/// <summary>A registry by the day; its tier includes more storage than images are assumed to need.</summary>
internal sealed class Registry : IPricedKind
{
    public string Type => "azure:containerservice/registry:Registry";

    private const decimal HoursOfDay = 24;

    public IEnumerable<CostLine> Lines(PricedResource resource) =>
        [resource.Line("registry", resource.Usage.Hours / HoursOfDay, $"registry/{resource.Text("sku")?.ToLowerInvariant()}-day")];
}

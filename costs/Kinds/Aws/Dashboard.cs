namespace Slipway.Costs.Kinds.Aws;

/// <summary>A dashboard. The first three of an account are free, which no stack can count on.</summary>
internal sealed class Dashboard : IPricedKind
{
    public string Type => "aws:cloudwatch/dashboard:Dashboard";

    public IEnumerable<CostLine> Lines(PricedResource resource) => [resource.Line("dashboard", 1, "cloudwatch/dashboard-month")];
}

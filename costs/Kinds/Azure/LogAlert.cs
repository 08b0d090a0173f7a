using Slipway.Policies.Views.Azure;

namespace Slipway.Costs.Kinds.Azure;

/// <summary>An alert on a query of logs, by how often it is asked.</summary>
internal sealed class LogAlert : PricedKind<AzureQueryAlert>
{
    protected override IEnumerable<CostLine> Lines(AzureQueryAlert alert, PricedResource resource) =>
        [resource.Line("alert", 1, $"monitor/log-alert-{Minutes(alert.EvaluationFrequency.Content)}-minutes-month")];

    // PT5M
    private static string? Minutes(string? frequency) => frequency?["PT".Length..].TrimEnd('M');
}

namespace Slipway.Costs.Kinds.Azure;

/// <summary>An alert on a query of logs, by how often it is asked.</summary>
internal sealed class LogAlert : IPricedKind
{
    public string Type => "azure:monitoring/scheduledQueryRulesAlertV2:ScheduledQueryRulesAlertV2";

    public IEnumerable<CostLine> Lines(PricedResource resource) => [resource.Line("alert", 1, $"monitor/log-alert-{Minutes(resource)}-minutes-month")];

    // PT5M
    private static string? Minutes(PricedResource resource) => resource.Text("evaluationFrequency")?["PT".Length..].TrimEnd('M');
}

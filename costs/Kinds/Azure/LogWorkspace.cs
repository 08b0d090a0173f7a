namespace Slipway.Costs.Kinds.Azure;

/// <summary>Logs written, and kept for longer than the 31 days that are free. The free 5 GB of an account are left out.</summary>
internal sealed class LogWorkspace : IPricedKind
{
    public string Type => "azure:operationalinsights/analyticsWorkspace:AnalyticsWorkspace";

    private const decimal FreeDays = 31;
    private const decimal DaysOfMonth = 30;

    public IEnumerable<CostLine> Lines(PricedResource resource)
    {
        var written = resource.Share(resource.Usage.LogGb);
        var extraDays = resource.Number("retentionInDays") is { } days ? Math.Max(0, days - FreeDays) : (decimal?)null;
        yield return resource.Line("logs written", written, "log-analytics/gb");
        yield return resource.Line("logs kept", written * extraDays / DaysOfMonth, "log-analytics/retained-gb-month");
    }
}

using Slipway.Policies.Views;
using Slipway.Policies.Views.Azure;

namespace Slipway.Costs.Kinds.Azure;

/// <summary>Logs written, and kept for longer than the 31 days that are free. The free 5 GB of an account are left out.</summary>
internal sealed class LogWorkspace : PricedKind<AzureLogWorkspace>
{
    private const double FreeDays = 31;
    private const decimal DaysOfMonth = 30;

    protected override IEnumerable<CostLine> Lines(AzureLogWorkspace workspace, PricedResource resource)
    {
        var written = resource.Share(resource.Usage.LogGb);
        var extraDays = workspace.RetentionInDays.Select(days => Math.Max(0, days - FreeDays)).Amount();
        yield return resource.Line("logs written", written, "log-analytics/gb");
        yield return resource.Line("logs kept", written * extraDays / DaysOfMonth, "log-analytics/retained-gb-month");
    }
}

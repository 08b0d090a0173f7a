using Slipway.Policies.Views.Aws;

namespace Slipway.Costs.Kinds.Aws;

/// <summary>Its part of the stack's logs: written, and stored as long as they are kept.</summary>
internal sealed class LogGroup : PricedKind<AwsLogGroup>
{
    private const decimal DaysOfMonth = 30;

    protected override IEnumerable<CostLine> Lines(AwsLogGroup log, PricedResource resource)
    {
        var written = resource.Share(resource.Usage.LogGb);
        yield return resource.Line("logs written", written, "logs/gb");
        yield return resource.Line("logs stored", written * log.RetentionInDays.Amount() / DaysOfMonth, "logs/stored-gb-month");
    }
}

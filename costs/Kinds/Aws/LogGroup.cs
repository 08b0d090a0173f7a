namespace Slipway.Costs.Kinds.Aws;

/// <summary>Its part of the stack's logs: written, and stored as long as they are kept.</summary>
internal sealed class LogGroup : IPricedKind
{
    public string Type => "aws:cloudwatch/logGroup:LogGroup";

    private const decimal DaysOfMonth = 30;

    public IEnumerable<CostLine> Lines(PricedResource resource)
    {
        var written = resource.Share(resource.Usage.LogGb);
        yield return resource.Line("logs written", written, "logs/gb");
        yield return resource.Line("logs stored", written * resource.Number("retentionInDays") / DaysOfMonth, "logs/stored-gb-month");
    }
}

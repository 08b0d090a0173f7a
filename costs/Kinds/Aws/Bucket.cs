namespace Slipway.Costs.Kinds.Aws;

/// <summary>A bucket's part of what is stored, written and read.</summary>
internal sealed class Bucket : IPricedKind
{
    public string Type => "aws:s3/bucket:Bucket";

    public IEnumerable<CostLine> Lines(PricedResource resource)
    {
        var usage = resource.Usage;
        yield return resource.Line("objects stored", resource.Share(usage.ObjectGb), "s3/gb-month");
        yield return resource.Line("writes", resource.Share(usage.ObjectWrites), "s3/write");
        yield return resource.Line("reads", resource.Share(usage.ObjectReads), "s3/read");
    }
}

namespace Slipway.Costs.Kinds.Aws;

/// <summary>A key of our own and its part of the uses. A key that was rotated costs as much again, twice at most.</summary>
internal sealed class Key : IPricedKind
{
    public string Type => "aws:kms/key:Key";

    public IEnumerable<CostLine> Lines(PricedResource resource)
    {
        yield return resource.Line("key", 1, "kms/key-month");
        yield return resource.Line("uses", resource.Share(resource.Usage.SecretReads), "kms/request");
    }
}

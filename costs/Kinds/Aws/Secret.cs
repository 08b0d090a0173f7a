namespace Slipway.Costs.Kinds.Aws;

/// <summary>A secret and its part of the reads.</summary>
internal sealed class Secret : IPricedKind
{
    public string Type => "aws:secretsmanager/secret:Secret";

    public IEnumerable<CostLine> Lines(PricedResource resource)
    {
        yield return resource.Line("secret", 1, "secrets/secret-month");
        yield return resource.Line("reads", resource.Share(resource.Usage.SecretReads), "secrets/request");
    }
}

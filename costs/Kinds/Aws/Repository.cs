namespace Slipway.Costs.Kinds.Aws;

/// <summary>A repository's part of the images.</summary>
internal sealed class Repository : IPricedKind
{
    public string Type => "aws:ecr/repository:Repository";

    public IEnumerable<CostLine> Lines(PricedResource resource) => [resource.Line("images", resource.Share(resource.Usage.ImageGb), "ecr/gb-month")];
}

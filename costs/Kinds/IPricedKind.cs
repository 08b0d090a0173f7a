namespace Slipway.Costs.Kinds;

/// <summary>How one kind of resource is billed.</summary>
internal interface IPricedKind
{
    /// <summary>Pulumi's token: <c>aws:rds/instance:Instance</c>.</summary>
    string Type { get; }

    /// <summary>Nothing for a resource of the kind that is not billed, such as a service of no instances.</summary>
    IEnumerable<CostLine> Lines(PricedResource resource);
}

namespace Slipway.Costs.Prices;

/// <summary>Where a price was taken from.</summary>
public enum PriceBasis
{
    /// <summary>A row of the provider's own machine-readable price list.</summary>
    List,

    /// <summary>A dated page that quotes the provider's list.</summary>
    Page,

    /// <summary>Long unchanged and widely published; the source is where to check it.</summary>
    Known,
}

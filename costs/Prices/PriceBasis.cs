namespace Slipway.Costs.Prices;

/// <summary>Where a price was taken from.</summary>
public enum PriceBasis
{
    /// <summary>A row of the provider's own machine-readable price list, read in it or where a public note quotes the row with its date.</summary>
    List,

    /// <summary>A dated page that quotes the provider's list.</summary>
    Page,
}

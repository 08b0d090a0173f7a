using System.Globalization;

namespace Slipway.Cli.Costs;

/// <summary>US dollars a month, as a person reads them.</summary>
internal static class Money
{
    public static string Of(decimal usd) => usd.ToString("#,0.00", CultureInfo.InvariantCulture);

    public static string Difference(decimal usd) => usd.ToString("+#,0.00;-#,0.00;±0.00", CultureInfo.InvariantCulture);

    /// <param name="isComplete">False when something has no price: the share is the least it can be.</param>
    public static string Share(decimal share, bool isComplete) => string.Create(CultureInfo.InvariantCulture, $"{(isComplete ? "" : "at least ")}{share:P0}");

    /// <summary>A price of one unit, which may be a millionth of a dollar.</summary>
    public static string Unit(decimal usd) => usd.ToString("0.00########", CultureInfo.InvariantCulture);

    public static string Quantity(decimal quantity) => quantity.ToString("#,0.##", CultureInfo.InvariantCulture);
}

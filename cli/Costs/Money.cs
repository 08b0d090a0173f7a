using System.Globalization;

namespace Slipway.Cli.Costs;

/// <summary>US dollars a month, as a person reads them.</summary>
internal static class Money
{
    public static string Of(decimal usd) => usd.ToString("#,0.00", CultureInfo.InvariantCulture);

    public static string Difference(decimal usd) => usd.ToString("+#,0.00;-#,0.00;±0.00", CultureInfo.InvariantCulture);

    /// <summary>A price of one unit, which may be a millionth of a dollar.</summary>
    public static string Unit(decimal usd) => usd.ToString("0.00########", CultureInfo.InvariantCulture);

    public static string Quantity(decimal quantity) => quantity.ToString("#,0.##", CultureInfo.InvariantCulture);
}

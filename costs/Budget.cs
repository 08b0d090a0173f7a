using System.Globalization;

namespace Slipway.Costs;

/// <summary>What a stack may cost in a month: <c>slipway:budget</c>, in US dollars.</summary>
public static class Budget
{
    public const string Key = "slipway:budget";

    /// <summary>The budget, or what is wrong with it; both null when none is set.</summary>
    public static (decimal? Usd, string? Problem) Read(string? text) =>
        text is null ? (null, null)
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var usd) && usd > 0 ? (usd, null)
        : (null, $"{Key} is '{text}', expected US dollars a month such as 2000");
}

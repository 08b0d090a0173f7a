using System.Globalization;

namespace Slipway.Portfolio.Assets;

/// <summary>What makes an asset: one place for every way in. The table's own constraints say the same.</summary>
public static class AssetRules
{
    /// <summary>The column is <c>numeric(18,2)</c>.</summary>
    public const decimal MaximumNominalValue = 9_999_999_999_999_999.99m;

    private const int MaximumIdLength = 64;

    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2200, 12, 31);

    /// <summary>The asset, or null and every reason why the four texts are none.</summary>
    public static Asset? Read(string? id, string? nominalValue, string? status, string? dueDate, List<string> reasons)
    {
        var before = reasons.Count;
        if (string.IsNullOrEmpty(id)) reasons.Add("id is missing");
        else if (id.Length > MaximumIdLength || id.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.' or ':')))
            reasons.Add($"id is {Quote(id)}, expected 1 to {MaximumIdLength} letters, digits or - _ . :");

        var value = 0m;
        if (string.IsNullOrEmpty(nominalValue)) reasons.Add("nominal_value is missing");
        else if (!TryReadMoney(nominalValue, out value)) reasons.Add($"nominal_value is {Quote(nominalValue)}, expected a number above 0 with at most 2 decimals, such as 1250.50");

        if (!TryReadStatus(status, out var known)) reasons.Add(string.IsNullOrEmpty(status) ? "status is missing" : $"status is {Quote(status)}, expected active, defaulted or paid");

        var date = default(DateOnly);
        if (string.IsNullOrEmpty(dueDate)) reasons.Add("due_date is missing");
        else if (!DateOnly.TryParseExact(dueDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) || date < Earliest || date > Latest)
            reasons.Add($"due_date is {Quote(dueDate)}, expected a date from {Earliest:yyyy-MM-dd} to {Latest:yyyy-MM-dd}");

        return reasons.Count == before ? new(id!, value, known, date) : null;
    }

    public static bool TryReadStatus(string? text, out AssetStatus status)
    {
        status = text switch { "defaulted" => AssetStatus.Defaulted, "paid" => AssetStatus.Paid, _ => AssetStatus.Active };
        return text is "active" or "defaulted" or "paid";
    }

    public static string Word(AssetStatus status) => status switch
    {
        AssetStatus.Active => "active",
        AssetStatus.Defaulted => "defaulted",
        _ => "paid",
    };

    private static bool TryReadMoney(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && value is > 0 and <= MaximumNominalValue
        // More decimals are refused, not rounded: nobody else decides about cents. A rate such as 10.500 loses nothing.
        && decimal.Round(value, 2) == value;

    private static string Quote(string text) => text.Length <= 80 ? $"'{text}'" : $"'{text[..80]}…'";
}

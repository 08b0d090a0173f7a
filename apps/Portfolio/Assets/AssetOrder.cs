using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Slipway.Portfolio.Assets;

/// <summary>An order of the list. The id breaks ties, so that every order is total and pages neither overlap nor skip.</summary>
public sealed record AssetOrder(string Name, string Column, string Type, bool Descending, Func<Asset, string> Key)
{
    private static readonly AssetOrder[] All =
    [
        new("id", "id", "text", false, asset => asset.Id),
        new("-id", "id", "text", true, asset => asset.Id),
        new("due_date", "due_date", "date", false, asset => asset.DueDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new("-due_date", "due_date", "date", true, asset => asset.DueDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new("nominal_value", "nominal_value", "numeric", false, asset => asset.NominalValue.ToString(CultureInfo.InvariantCulture)),
        new("-nominal_value", "nominal_value", "numeric", true, asset => asset.NominalValue.ToString(CultureInfo.InvariantCulture)),
        new("status", "status", "text", false, asset => AssetRules.Word(asset.Status)),
        new("-status", "status", "text", true, asset => AssetRules.Word(asset.Status)),
    ];

    public static string Names => string.Join(", ", All.Select(order => order.Name));

    public static AssetOrder? Find(string? name) => All.FirstOrDefault(order => order.Name == (name ?? "id"));

    /// <summary>Where the next page begins: after this asset.</summary>
    public string CursorAfter(Asset asset) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Name}|{Key(asset)}|{asset.Id}"));

    /// <summary>Key and id of the last asset of the page before, or null when the text is no cursor of this order.</summary>
    public (string Key, string Id)? ReadCursor(string text)
    {
        if (text.Length > 400 || !Base64Url.IsValid(text)) return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|');
        if (parts.Length != 3 || parts[0] != Name) return null;
        // The database would refuse a key that is not of the column's type, and that would be our failure, not the caller's.
        var readable = Type switch
        {
            "date" => DateOnly.TryParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "numeric" => decimal.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
            _ => true,
        };
        return readable && !parts[1].Contains('\0') && !parts[2].Contains('\0') ? (parts[1], parts[2]) : null;
    }
}

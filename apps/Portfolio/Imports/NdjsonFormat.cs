using System.Text.Json;
using Slipway.Portfolio.Assets;

namespace Slipway.Portfolio.Imports;

/// <summary>One JSON object a line. Amounts are read from their text, never through binary floating point.</summary>
internal sealed class NdjsonFormat : IAssetFormat
{
    public bool ReadHeader(string line) => false;

    public Asset? Read(string line, List<string> reasons)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                reasons.Add("is not a JSON object");
                return null;
            }

            string? id = null, nominalValue = null, status = null, dueDate = null;
            foreach (var property in document.RootElement.EnumerateObject())
            {
                switch (property.Name)
                {
                    case "id": id = Text(property); break;
                    case "nominal_value": nominalValue = Text(property); break;
                    case "status": status = Text(property); break;
                    case "due_date": dueDate = Text(property); break;
                    default: reasons.Add($"has '{property.Name}', which an asset does not have"); break;
                }
            }

            // Unknown names count too, so that every reason is given at once.
            var asset = AssetRules.Read(id, nominalValue, status, dueDate, reasons);
            return reasons.Count == 0 ? asset : null;
        }
        catch (JsonException)
        {
            reasons.Add("is not JSON");
            return null;
        }
    }

    private static string? Text(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => property.Value.GetString(),
        _ => property.Value.GetRawText(),
    };
}

using System.Text;
using Slipway.Portfolio.Assets;

namespace Slipway.Portfolio.Imports;

/// <summary>CSV (RFC 4180) with a header that names the four columns in any order. No value of an asset spans lines.</summary>
internal sealed class CsvFormat : IAssetFormat
{
    private static readonly string[] Columns = ["id", "nominal_value", "status", "due_date"];

    private int[] _positions = [];

    public bool ReadHeader(string line)
    {
        var reasons = new List<string>();
        var names = Split(line, reasons)?.ConvertAll(name => name.Trim());
        if (names is null || names.Count != Columns.Length || Columns.Except(names).Any())
            throw new ImportRefusedException($"The first line is '{Short(line)}', expected a header with the columns {string.Join(',', Columns)} in any order.");
        _positions = [.. Columns.Select(column => names.IndexOf(column))];
        return true;
    }

    public Asset? Read(string line, List<string> reasons)
    {
        if (Split(line, reasons) is not { } values) return null;
        if (values.Count != Columns.Length)
        {
            reasons.Add($"has {values.Count} values, expected {Columns.Length}");
            return null;
        }

        return AssetRules.Read(Value(0), Value(1), Value(2), Value(3), reasons);

        string Value(int column) => values[_positions[column]].Trim();
    }

    private static List<string>? Split(string line, List<string> reasons)
    {
        var values = new List<string>(Columns.Length);
        var value = new StringBuilder();
        var position = 0;
        while (true)
        {
            value.Clear();
            if (position < line.Length && line[position] == '"')
            {
                position++;
                while (true)
                {
                    if (position >= line.Length)
                    {
                        reasons.Add("a quote is not closed");
                        return null;
                    }

                    if (line[position] != '"') value.Append(line[position++]);
                    else if (position + 1 < line.Length && line[position + 1] == '"')
                    {
                        value.Append('"');
                        position += 2;
                    }
                    else break;
                }

                position++;
                if (position < line.Length && line[position] != ',')
                {
                    reasons.Add("has text after a closing quote");
                    return null;
                }
            }
            else
            {
                while (position < line.Length && line[position] != ',') value.Append(line[position++]);
            }

            values.Add(value.ToString());
            if (position >= line.Length) return values;
            position++;
        }
    }

    private static string Short(string line) => line.Length <= 120 ? line : line[..120] + "…";
}

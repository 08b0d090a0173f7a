using Slipway.Policies.Graph;

namespace Slipway.Policies.Rules;

/// <summary>Every text within a value, with the path that leads to it.</summary>
internal static class GraphTexts
{
    public static IEnumerable<(string Path, string Text)> Within(GraphValue value, string path = "") => value switch
    {
        GraphValue.Text text => [(path, text.Value)],
        GraphValue.List list => list.Items.SelectMany((item, index) => Within(item, $"{path}[{index}]")),
        GraphValue.Map map => map.Entries.SelectMany(entry => Within(entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}")),
        _ => [],
    };
}

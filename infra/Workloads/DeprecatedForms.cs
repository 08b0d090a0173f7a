namespace Slipway.Infra.Workloads;

/// <summary>Turns the deprecated list forms of <c>files</c> and <c>volumes</c> into maps by target.</summary>
/// <remarks>As score-go's <c>schema/validate.go</c>: in these lists <c>content</c> may be a list of lines and <c>readOnly</c> be written <c>read_only</c>.</remarks>
internal static class DeprecatedForms
{
    public static YamlMap Upgrade(YamlMap root, ProblemLog problems) =>
        Change(root, "containers", containers => containers is not YamlMap all ? containers : all with
        {
            Entries = [.. all.Entries.Select(entry => entry.Value is not YamlMap container ? entry : entry with
            {
                Value = Change(
                    Change(container, "files", files => ByTarget(files, $"containers.{entry.Key}.files", problems)),
                    "volumes", volumes => ByTarget(volumes, $"containers.{entry.Key}.volumes", problems)),
            })],
        });

    private static YamlNode ByTarget(YamlNode node, string path, ProblemLog problems)
    {
        if (node is not YamlList list)
            return node;

        var entries = new List<YamlEntry>();
        for (var i = 0; i < list.Items.Length; i++)
        {
            var item = list.Items[i];
            if (item is not YamlMap map)
                problems.Add(item, $"{path}[{i}]", $"is {item.Kind}, expected a map with a target");
            else if (map["target"] is not YamlScalar { Type: YamlType.Text, Text.Length: > 0 } target)
                problems.Add(map["target"] ?? map, $"{path}[{i}].target", $"is {map["target"]?.Kind ?? "missing"}, expected the path in the container");
            else if (entries.Exists(entry => entry.Key == target.Text))
                problems.Add(target, $"{path}[{i}].target", $"is '{target.Text}' a second time; remove one of them");
            else
                entries.Add(new YamlEntry(map.File, map.Line, target.Text, Item(map)));
        }

        return new YamlMap(list.File, list.Line, [.. entries]);
    }

    private static YamlMap Item(YamlMap map) => Change(map with
    {
        Entries = [.. map.Entries
            .Where(entry => entry.Key != "target")
            .Select(entry => entry.Key == "read_only" && map["readOnly"] is null ? entry with { Key = "readOnly" } : entry)],
    }, "content", Join);

    private static YamlNode Join(YamlNode content) =>
        content is YamlList lines && lines.Items.All(line => line is YamlScalar)
            ? new YamlScalar(lines.File, lines.Line, YamlType.Text, string.Join('\n', lines.Items.Cast<YamlScalar>().Select(line => line.Raw)), "", null)
            : content;

    private static YamlMap Change(YamlMap map, string key, Func<YamlNode, YamlNode> change) => map with
    {
        Entries = [.. map.Entries.Select(entry => entry.Key == key ? entry with { Value = change(entry.Value) } : entry)],
    };
}

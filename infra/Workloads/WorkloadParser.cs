using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Slipway.Infra.Workloads;

/// <summary>Turns the YAML of one Score file into a workload, noting everything that breaks a rule.</summary>
/// <remarks>The rules are those of the schema <c>score-v1b1.json</c> and of score-go's <c>loader/validate.go</c>.</remarks>
internal sealed partial class WorkloadParser(YamlMap root, string file, ProblemLog problems)
{
    private const string NameForm = "2 to 63 of a-z, 0-9 and '-', not starting or ending with '-'";
    private const string AnnotationForm = "2 to 63 letters, digits, '.', '_' and '-', after an optional host name and '/'";

    private ScoreMap metadata = ScoreMap.Empty;

    /// <summary>The workload; incomplete where there are problems.</summary>
    public Workload Parse()
    {
        var top = new ScoreFields(root, root.Line, "", problems);
        if (top.Text("apiVersion", required: true, "'score.dev/v1b1'") is { } version && version != "score.dev/v1b1")
            top.Problem("apiVersion", $"is '{version}', expected 'score.dev/v1b1'");

        // First what placeholders can name.
        var about = top.Section("metadata", required: true);
        metadata = root["metadata"] is YamlMap map ? (ScoreMap)ToValue(map, "metadata", expand: false) : metadata;
        var name = about?.Text("name", Label(), NameForm, required: true) ?? "";
        var resources = ParseResources(top.Section("resources"), name);

        var ports = ParsePorts(top.Section("service"));
        var containers = ParseContainers(top.Section("containers", required: true), top);
        var workload = new Workload
        {
            Name = name,
            File = file,
            Line = root["metadata"] is YamlMap names && names["name"] is { } node ? node.Line : 1,
            Metadata = metadata,
            Ports = ports,
            Containers = containers,
            StartOrder = InStartOrder(containers),
            Resources = resources,
        };
        top.RefuseOthers();

        return ReadAnnotations(about?.Section("annotations"), workload);
    }

    private static ImmutableArray<ServicePort> ParsePorts(ScoreFields? service)
    {
        var ports = service?.Section("ports");
        service?.RefuseOthers();
        if (ports is null)
            return [];

        ports.CheckNames(Label(), NameForm);
        var result = new List<ServicePort>();
        foreach (var (name, fields) in ports.Sections())
        {
            var port = fields.Integer("port", 1, 65535, required: true) ?? 0;
            var target = fields.Integer("targetPort", 1, 65535) ?? port;
            var protocol = fields.Choice("protocol", ["TCP", "UDP"]) == "UDP" ? PortProtocol.Udp : PortProtocol.Tcp;
            fields.RefuseOthers();
            result.Add(new ServicePort(name, port, target, protocol));
        }

        return [.. result.OrderBy(port => port.Name, StringComparer.Ordinal)];
    }

    private static Dictionary<string, string> ParseAnnotations(ScoreFields? annotations) =>
        annotations?.Texts(Annotation(), AnnotationForm).ToDictionary(entry => entry.Key, entry => entry.Value.Text) ?? [];

    /// <summary>A value of open shape; its texts are templates where Score allows placeholders, else literal.</summary>
    private ScoreValue ToValue(YamlNode node, string path, bool expand) => node switch
    {
        YamlMap map => new ScoreMap(map.Entries.ToImmutableSortedDictionary(
            entry => entry.Key,
            entry => ToValue(entry.Value, $"{path}.{entry.Key}", expand),
            StringComparer.Ordinal))
        { File = node.File, Line = node.Line },
        YamlList list => new ScoreList([.. list.Items.Select((item, index) => ToValue(item, $"{path}[{index}]", expand))]) { File = node.File, Line = node.Line },
        YamlScalar { Type: YamlType.Number } scalar => new ScoreNumber(scalar.Text) { File = node.File, Line = node.Line },
        YamlScalar { Type: YamlType.Flag } scalar => new ScoreFlag(scalar.Text == "true") { File = node.File, Line = node.Line },
        YamlScalar { Type: YamlType.Text } scalar =>
            new ScoreText(expand ? ParseTemplate(scalar, path) : Template.Literal(scalar.Text)) { File = node.File, Line = node.Line },
        _ => new ScoreNull { File = node.File, Line = node.Line },
    };

    private Template ParseTemplate(YamlScalar scalar, string path) =>
        Template.Parse(scalar.Text, LookUpMetadata, CheckReference,
            (offset, message) => problems.Add(scalar.File, scalar.LineAt(offset), path, message));

    private Template.MetadataValue LookUpMetadata(ImmutableArray<string> keys)
    {
        ScoreValue value = metadata;
        for (var i = 0; i < keys.Length; i++)
        {
            var place = string.Join('.', keys[..i].Prepend("metadata"));
            if (value is not ScoreMap map)
                return new(null, $"asks for '{keys[i]}' in {place}, which is no map");
            if (map[keys[i]] is not { } inner)
                return new(null, $"asks for '{keys[i]}', which {place} does not have; {Suggestion.For(keys[i], map.Entries.Keys)}");
            value = inner;
        }

        return new(value.AsTemplate!.LiteralText, null);
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?=.{2,316}\z)(([a-z0-9][a-z0-9-]{0,61}[a-z0-9])(\.[a-z0-9][a-z0-9-]{0,61}[a-z0-9])*/)?[A-Za-z0-9][A-Za-z0-9._-]{0,61}[A-Za-z0-9]\z")]
    private static partial Regex Annotation();
}

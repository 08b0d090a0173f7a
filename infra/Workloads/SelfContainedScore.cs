using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Infra.Workloads;

/// <summary>Writes the document of a workload as one text that needs no other file. JSON, which is YAML.</summary>
internal static class SelfContainedScore
{
    private const string Prefix = "slipway.dev/";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The others say how a workload is watched or released, which is no reason for another version of it.
    private static readonly ImmutableArray<string> Kept = ["kind", "metrics", "project", "public", "replicas"];

    public static string Of(YamlMap document, Workload workload)
    {
        var json = (JsonObject)ToJson(document)!;
        if (json["metadata"]?["annotations"] is JsonObject annotations)
        {
            foreach (var other in annotations.Select(entry => entry.Key).Where(key => key.StartsWith(Prefix, StringComparison.Ordinal) && !Kept.Contains(key[Prefix.Length..])).ToList())
                annotations.Remove(other);
        }
        foreach (var container in workload.Containers)
        {
            foreach (var file in container.Files.Where(file => file.Source is not null))
                TakeIn((JsonObject)json["containers"]![container.Name]!["files"]![file.Target]!, file);
        }
        return json.ToJsonString(Readable);
    }

    private static void TakeIn(JsonObject json, ContainerFile file)
    {
        json.Remove("source");
        if (file.Content is not { } content)
            json["binaryContent"] = Convert.ToBase64String(file.Bytes!.Value.Span);
        else
            json["content"] = file.NoExpand ? content.LiteralText : content.ToString();
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, ToJson(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(ToJson)]),
        YamlScalar { Type: YamlType.Text } scalar => JsonValue.Create(scalar.Text),
        YamlScalar { Type: YamlType.Null } => null,
        // Numbers and flags are kept in the form that JSON has for them.
        YamlScalar scalar => JsonNode.Parse(scalar.Text),
        _ => throw new InvalidOperationException($"{node.Kind} cannot stand in a Score file."),
    };
}

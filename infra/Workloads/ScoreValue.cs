using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Infra.Workloads;

/// <summary>A value whose shape Score leaves open: metadata and parameters.</summary>
public abstract record ScoreValue
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file it comes from: a Score file or its override.</summary>
    public string File { get; init; } = "";

    /// <summary>The line it starts on.</summary>
    public int Line { get; init; }

    /// <summary>The value as a template: text as it is, anything else as JSON; null for a map or list with placeholders inside.</summary>
    public Template? AsTemplate => this switch
    {
        ScoreText text => text.Template,
        _ when IsLiteral => Template.Literal(ToJson(template => template.LiteralText!)),
        _ => null,
    };

    /// <summary>Every text inside.</summary>
    public IEnumerable<ScoreText> Texts => this switch
    {
        ScoreText text => [text],
        ScoreList list => list.Items.SelectMany(item => item.Texts),
        ScoreMap map => map.Entries.Values.SelectMany(value => value.Texts),
        _ => [],
    };

    private bool IsLiteral => Texts.All(text => text.Template.IsLiteral);

    /// <summary>The value as JSON with sorted keys, given what becomes of each template.</summary>
    public string ToJson(Func<Template, string> text) => ToNode(text)?.ToJsonString(Readable) ?? "null";

    private JsonNode? ToNode(Func<Template, string> text) => this switch
    {
        ScoreText value => JsonValue.Create(text(value.Template)),
        ScoreNumber value => JsonNode.Parse(value.Text),
        ScoreFlag value => JsonValue.Create(value.Value),
        ScoreList value => new JsonArray([.. value.Items.Select(item => item.ToNode(text))]),
        ScoreMap value => new JsonObject(value.Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToNode(text)))),
        _ => null,
    };
}

/// <summary>A text, which may have placeholders where Score allows them.</summary>
public sealed record ScoreText(Template Template) : ScoreValue;

/// <summary>A number, written as JSON writes it.</summary>
public sealed record ScoreNumber(string Text) : ScoreValue;

/// <summary>True or false.</summary>
public sealed record ScoreFlag(bool Value) : ScoreValue;

/// <summary>An explicit null.</summary>
public sealed record ScoreNull : ScoreValue;

/// <summary>A list.</summary>
public sealed record ScoreList(ImmutableArray<ScoreValue> Items) : ScoreValue;

/// <summary>A map, ordered by key.</summary>
public sealed record ScoreMap(ImmutableSortedDictionary<string, ScoreValue> Entries) : ScoreValue
{
    /// <summary>A map with nothing in it.</summary>
    public static ScoreMap Empty { get; } = new(ImmutableSortedDictionary.Create<string, ScoreValue>(StringComparer.Ordinal));

    /// <summary>The value of a key, or null.</summary>
    public ScoreValue? this[string key] => Entries.GetValueOrDefault(key);
}

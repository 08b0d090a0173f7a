using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Pulumi.Offline;

namespace Slipway.Engine.State;

/// <summary>Property values as Pulumi writes them in JSON: special kinds are objects with a signature.</summary>
internal static class PropertyJson
{
    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string SecretKind = "1b47061264138c4ac30d75fd1eb44270";
    private const string AssetKind = "c44067f5952c0a294b673a41bacd8c17";
    private const string ArchiveKind = "0def7320c3a5731c473e5ecbe6d01bc7";
    private const string ResourceKind = "5cf8f73096256a8f31e491e813e4eb8e";
    private const string OutputKind = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    private const string UnknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    public static string ToText(PropertyValue value)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text)) Write(json, value, "", null);
        return text.ToString();
    }

    public static PropertyValue Parse(string text)
    {
        using var json = Reader(new StringReader(text));
        json.Read();
        return Read(json, "", null);
    }

    public static JsonTextReader Reader(TextReader text) => new(text)
    {
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Double,
        MaxDepth = 512,
    };

    /// <param name="urn">Whose property it is.</param>
    /// <param name="secrets">Null to write secrets in the clear, which only encryption itself does.</param>
    public static void Write(JsonTextWriter json, PropertyValue value, string urn, SecretCodec? secrets)
    {
        switch (value)
        {
            case PropertyValue.Null:
                json.WriteNull();
                break;
            case PropertyValue.Bool flag:
                json.WriteValue(flag.Value);
                break;
            case PropertyValue.Number number:
                WriteNumber(json, number.Value);
                break;
            case PropertyValue.Text text:
                json.WriteValue(text.Value);
                break;
            case PropertyValue.Unknown:
                json.WriteValue(UnknownText);
                break;
            case PropertyValue.Secret secret when secrets is null:
                Write(json, secret.Value, urn, secrets);
                break;
            case PropertyValue.Secret secret:
                Begin(json, SecretKind);
                json.WritePropertyName("ciphertext");
                json.WriteValue(secrets.Encrypt(urn, secret.Value));
                json.WriteEndObject();
                break;
            case PropertyValue.Asset asset:
                Begin(json, AssetKind);
                WriteText(json, "hash", asset.Hash);
                WriteText(json, "path", asset.Path);
                WriteText(json, "text", asset.Content);
                WriteText(json, "uri", asset.Uri);
                json.WriteEndObject();
                break;
            case PropertyValue.Archive archive:
                Begin(json, ArchiveKind);
                if (archive.Members is not null)
                {
                    json.WritePropertyName("assets");
                    Write(json, archive.Members, urn, secrets);
                }

                WriteText(json, "hash", archive.Hash);
                WriteText(json, "path", archive.Path);
                WriteText(json, "uri", archive.Uri);
                json.WriteEndObject();
                break;
            case PropertyValue.ResourceReference reference:
                Begin(json, ResourceKind);
                WriteText(json, "id", reference.Id);
                WriteText(json, "urn", reference.Urn);
                json.WriteEndObject();
                break;
            case PropertyValue.List list:
                json.WriteStartArray();
                foreach (var item in list.Items) Write(json, item, urn, secrets);
                json.WriteEndArray();
                break;
            case PropertyValue.Map map:
                json.WriteStartObject();
                foreach (var (name, property) in map.Properties)
                {
                    json.WritePropertyName(name);
                    Write(json, property, urn, secrets);
                }

                json.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"A property of kind '{value.GetType().Name}' cannot be stored.");
        }
    }

    /// <summary>Reads the value the reader stands on and leaves it on the value's last token.</summary>
    public static PropertyValue Read(JsonTextReader json, string urn, SecretCodec? secrets)
    {
        switch (json.TokenType)
        {
            case JsonToken.Null:
            case JsonToken.Undefined:
                return PropertyValue.Nothing;
            case JsonToken.Boolean:
                return new PropertyValue.Bool((bool)json.Value!);
            case JsonToken.Integer:
            case JsonToken.Float:
                return new PropertyValue.Number(Convert.ToDouble(json.Value, CultureInfo.InvariantCulture));
            case JsonToken.String:
                var text = (string)json.Value!;
                return text == UnknownText ? PropertyValue.NotYetKnown : new PropertyValue.Text(text);
            case JsonToken.StartArray:
                var items = ImmutableArray.CreateBuilder<PropertyValue>();
                while (Next(json) != JsonToken.EndArray) items.Add(Read(json, urn, secrets));
                return new PropertyValue.List(items.ToImmutable());
            case JsonToken.StartObject:
                var properties = ImmutableSortedDictionary.CreateBuilder<string, PropertyValue>(StringComparer.Ordinal);
                while (Next(json) != JsonToken.EndObject)
                {
                    var name = (string)json.Value!;
                    Next(json);
                    properties[name] = Read(json, urn, secrets);
                }

                var map = properties.Count == 0 ? PropertyValue.Map.Empty : new PropertyValue.Map(properties.ToImmutable());
                return map[Signature] is PropertyValue.Text kind ? Special(kind.Value, map, urn, secrets) : map;
            default:
                throw new JsonReaderException($"Unexpected {json.TokenType} in a property.");
        }
    }

    /// <summary>The value the reader stands on as JSON text, and leaves it on the value's last token.</summary>
    public static string ReadRaw(JsonTextReader json)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var raw = new JsonTextWriter(text)) raw.WriteToken(json);
        return text.ToString();
    }

    public static JsonToken Next(JsonTextReader json) =>
        json.Read() ? json.TokenType : throw new JsonReaderException("The text ends in the middle of a value.");

    private static PropertyValue Special(string kind, PropertyValue.Map map, string urn, SecretCodec? secrets) => kind switch
    {
        SecretKind when TextOf(map, "ciphertext") is { } ciphertext && secrets is not null => new PropertyValue.Secret(secrets.Decrypt(urn, ciphertext)),
        // `stack export --show-secrets` writes the value itself, as JSON text.
        SecretKind when TextOf(map, "plaintext") is { } plaintext => new PropertyValue.Secret(Parse(plaintext)),
        SecretKind when map["value"] is { } value => new PropertyValue.Secret(value),
        AssetKind => new PropertyValue.Asset(TextOf(map, "path"), TextOf(map, "text"), TextOf(map, "uri")) { Hash = TextOf(map, "hash") },
        ArchiveKind => new PropertyValue.Archive(TextOf(map, "path"), TextOf(map, "uri"), map["assets"] as PropertyValue.Map) { Hash = TextOf(map, "hash") },
        ResourceKind => new PropertyValue.ResourceReference(TextOf(map, "urn") ?? "", TextOf(map, "id")),
        OutputKind => OutputValue(map),
        _ => throw new JsonReaderException($"A property has the unknown signature '{kind}'."),
    };

    private static PropertyValue OutputValue(PropertyValue.Map map)
    {
        var value = map["value"] ?? PropertyValue.NotYetKnown;
        return map["secret"] is PropertyValue.Bool { Value: true } ? new PropertyValue.Secret(value) : value;
    }

    private static string? TextOf(PropertyValue.Map map, string name) => (map[name] as PropertyValue.Text)?.Value is { Length: > 0 } text ? text : null;

    private static void Begin(JsonTextWriter json, string kind)
    {
        json.WriteStartObject();
        json.WritePropertyName(Signature);
        json.WriteValue(kind);
    }

    private static void WriteText(JsonTextWriter json, string name, string? text)
    {
        if (text is null) return;
        json.WritePropertyName(name);
        json.WriteValue(text);
    }

    private static void WriteNumber(JsonTextWriter json, double number)
    {
        // 3 rather than 3.0, as Pulumi writes it; beyond 2^53 a whole number is not exact any more.
        if (number == Math.Floor(number) && Math.Abs(number) < 9e15) json.WriteValue((long)number);
        else json.WriteRawValue(number.ToString("R", CultureInfo.InvariantCulture));
    }
}

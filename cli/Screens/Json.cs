using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pulumi.Offline;

namespace Slipway.Cli.Screens;

/// <summary>Machine output: an indented document on stdout, or one object a line.</summary>
internal static class Json
{
    /// <summary>What Pulumi writes in a preview for a value that is not known yet.</summary>
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string AssetKind = "c44067f5952c0a294b673a41bacd8c17";
    private const string ArchiveKind = "0def7320c3a5731c473e5ecbe6d01bc7";

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object on many lines.</summary>
    public static string Document(Action<Utf8JsonWriter> write) => Text(write, Options);

    /// <summary>An object on one line.</summary>
    public static string Line(Action<Utf8JsonWriter> write) => Text(write, Options with { Indented = false });

    /// <summary>One value as indented JSON.</summary>
    public static string Text(PropertyValue value, bool showSecrets)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options)) Value(writer, value, showSecrets);

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>What Pulumi writes of a file: where it is and its hash, never what is in it.</summary>
    private static void Signed(Utf8JsonWriter writer, string kind, string? hash, string? path, string? uri)
    {
        writer.WriteStartObject();
        writer.WriteString(Signature, kind);
        if (hash is not null) writer.WriteString("hash", hash);
        if (path is not null) writer.WriteString("path", path);
        if (uri is not null) writer.WriteString("uri", uri);
        writer.WriteEndObject();
    }

    private static string Text(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static void Object(this Utf8JsonWriter writer, string name, Action write)
    {
        writer.WriteStartObject(name);
        write();
        writer.WriteEndObject();
    }

    public static void List<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> writeItem)
    {
        writer.WriteStartArray(name);
        foreach (var item in items) writeItem(item);
        writer.WriteEndArray();
    }

    public static void Property(this Utf8JsonWriter writer, string name, PropertyValue value, bool showSecrets)
    {
        writer.WritePropertyName(name);
        Value(writer, value, showSecrets);
    }

    public static void Value(Utf8JsonWriter writer, PropertyValue value, bool showSecrets)
    {
        switch (value)
        {
            case PropertyValue.Null:
                writer.WriteNullValue();
                break;
            case PropertyValue.Bool boolean:
                writer.WriteBooleanValue(boolean.Value);
                break;
            case PropertyValue.Number number:
                writer.WriteNumberValue(number.Value);
                break;
            case PropertyValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case PropertyValue.Unknown:
                writer.WriteStringValue(Unknown);
                break;
            case PropertyValue.Secret secret:
                if (showSecrets) Value(writer, secret.Value, showSecrets);
                else writer.WriteStringValue(PropertyText.Masked);
                break;
            case PropertyValue.List list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Value(writer, item, showSecrets);
                writer.WriteEndArray();
                break;
            case PropertyValue.Map map:
                writer.WriteStartObject();
                foreach (var (name, member) in map) writer.Property(name, member, showSecrets);
                writer.WriteEndObject();
                break;
            case PropertyValue.Asset asset:
                Signed(writer, AssetKind, asset.Hash, asset.Path, asset.Uri);
                break;
            case PropertyValue.Archive archive:
                Signed(writer, ArchiveKind, archive.Hash, archive.Path, archive.Uri);
                break;
            case var other:
                writer.WriteStringValue(PropertyText.Inline(other, showSecrets));
                break;
        }
    }
}

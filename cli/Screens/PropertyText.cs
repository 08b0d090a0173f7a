using System.Globalization;
using System.Text;
using Pulumi.Offline;

namespace Slipway.Cli.Screens;

/// <summary>Property values as text for people: secrets masked, what is not known yet said so.</summary>
internal static class PropertyText
{
    public const string Masked = "[secret]";
    public const string Unknown = "(known after apply)";

    /// <summary>One line, texts in quotes.</summary>
    public static string Inline(PropertyValue value, bool showSecrets = false)
    {
        var text = new StringBuilder();
        Write(text, value, showSecrets);
        return text.ToString();
    }

    /// <summary>As a script wants it: texts bare, everything else as JSON.</summary>
    public static string Raw(PropertyValue value, bool showSecrets) => value switch
    {
        PropertyValue.Secret when !showSecrets => Masked,
        PropertyValue.Secret secret => Raw(secret.Value, showSecrets),
        PropertyValue.Text text => text.Value,
        PropertyValue.Null => "",
        _ => Inline(value, showSecrets),
    };

    /// <summary>The text itself when the value is a text of several lines (and no secret).</summary>
    public static string? Multiline(PropertyValue? value) =>
        value is PropertyValue.Text { Value: var text } && text.TrimEnd('\n').Contains('\n') ? text : null;

    private static void Write(StringBuilder text, PropertyValue value, bool showSecrets)
    {
        switch (value)
        {
            case PropertyValue.Null:
                text.Append("null");
                break;
            case PropertyValue.Bool boolean:
                text.Append(boolean.Value ? "true" : "false");
                break;
            case PropertyValue.Number number:
                text.Append(number.Value.ToString("R", CultureInfo.InvariantCulture));
                break;
            case PropertyValue.Text { Value: var content }:
                text.Append('"').Append(content.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "\\r").Replace("\n", "\\n").Replace("\t", "\\t")).Append('"');
                break;
            case PropertyValue.Unknown:
                text.Append(Unknown);
                break;
            case PropertyValue.Secret secret:
                if (showSecrets) Write(text, secret.Value, showSecrets);
                else text.Append(Masked);
                break;
            case PropertyValue.List list:
                WriteAll("[", list.Items, item => Write(text, item, showSecrets), "]");
                break;
            case PropertyValue.Map map:
                WriteAll("{", map, property =>
                {
                    text.Append('"').Append(property.Key).Append("\": ");
                    Write(text, property.Value, showSecrets);
                }, "}");
                break;
            case PropertyValue.Asset asset:
                text.Append($"asset({asset.Path ?? asset.Uri ?? "text"})");
                break;
            case PropertyValue.Archive archive:
                text.Append($"archive({archive.Path ?? archive.Uri ?? "members"})");
                break;
            case PropertyValue.ResourceReference reference:
                text.Append(reference.Urn);
                break;
        }

        void WriteAll<T>(string open, IEnumerable<T> items, Action<T> write, string close)
        {
            text.Append(open);
            var first = true;
            foreach (var item in items)
            {
                if (!first) text.Append(", ");
                write(item);
                first = false;
            }

            text.Append(close);
        }
    }
}

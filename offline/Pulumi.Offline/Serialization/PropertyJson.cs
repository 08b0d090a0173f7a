using System.Text;
using System.Text.Json;

namespace Pulumi.Offline.Serialization;

/// <summary>Property values without secrets and unknowns as JSON text.</summary>
internal static class PropertyJson
{
    public static string Write(PropertyValue value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, value);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, PropertyValue value)
    {
        switch (value)
        {
            case PropertyValue.Bool flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            case PropertyValue.Number number when number.Value == Math.Truncate(number.Value) && Math.Abs(number.Value) < 1e15:
                writer.WriteNumberValue((long)number.Value);
                break;
            case PropertyValue.Number number:
                writer.WriteNumberValue(number.Value);
                break;
            case PropertyValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case PropertyValue.List list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case PropertyValue.Map map:
                writer.WriteStartObject();
                foreach (var (name, item) in map)
                {
                    writer.WritePropertyName(name);
                    Write(writer, item);
                }

                writer.WriteEndObject();
                break;
            case PropertyValue.ResourceReference reference:
                writer.WriteStringValue(reference.Id ?? reference.Urn);
                break;
            case PropertyValue.Null:
                writer.WriteNullValue();
                break;
            default:
                throw new RunException($"A {value.GetType().Name} cannot be part of a JSON property.");
        }
    }
}

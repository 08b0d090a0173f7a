using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Slipway.Engine.State;

/// <summary>A finished update as Pulumi's file backend keeps it beside the checkpoint.</summary>
internal static class HistoryJson
{
    public static byte[] Write(string kind, bool succeeded, DateTimeOffset started, DateTimeOffset ended)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text) { Formatting = Formatting.Indented, Indentation = 4 })
        {
            json.WriteStartObject();
            json.WritePropertyName("kind");
            json.WriteValue(kind);
            json.WritePropertyName("startTime");
            json.WriteValue(started.ToUnixTimeSeconds());
            json.WritePropertyName("message");
            json.WriteValue("");
            json.WritePropertyName("environment");
            json.WriteStartObject();
            json.WriteEndObject();
            json.WritePropertyName("config");
            json.WriteStartObject();
            json.WriteEndObject();
            json.WritePropertyName("result");
            json.WriteValue(succeeded ? "succeeded" : "failed");
            json.WritePropertyName("endTime");
            json.WriteValue(ended.ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static HistoryEntry Read(byte[] content, int version, string location)
    {
        try
        {
            var json = JObject.Parse(Encoding.UTF8.GetString(content));
            return new HistoryEntry(version, (string?)json["kind"] ?? "", (string?)json["result"] ?? "", Time("startTime"), Time("endTime"));

            DateTimeOffset Time(string name) => DateTimeOffset.FromUnixTimeSeconds((long?)json[name] ?? 0);
        }
        catch (JsonException error)
        {
            throw new StateException($"Entry {version} of the history of '{location}' is damaged: {error.Message} Delete it to see the others.", error);
        }
    }
}

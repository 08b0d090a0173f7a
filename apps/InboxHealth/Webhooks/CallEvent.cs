using System.Globalization;
using System.Text.Json;

namespace Slipway.InboxHealth.Webhooks;

/// <summary>An event of VAPI: what kind it is and, for the report at the end of a call, the call.</summary>
/// <remarks>
/// Only the report has what the inbox shows; earlier events of a call (ringing, speech, status) would take its one row with
/// next to nothing in it, and are not stored.
/// </remarks>
public sealed record CallEvent(string Type, Call? Call)
{
    public const string Report = "end-of-call-report";

    /// <summary>Our own, which asks whether an event could be stored.</summary>
    public const string Readiness = "slipway-readiness";

    private const int LongestId = 200;

    /// <summary>Reads an event; null with the reason when it is none.</summary>
    public static CallEvent? Parse(ReadOnlyMemory<byte> body, out string problem)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement, out problem);
        }
        catch (JsonException)
        {
            problem = "The body is not JSON.";
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: JSON by its grammar, but no text.
            problem = "The body holds a text that is not Unicode.";
        }

        return null;
    }

    private static CallEvent? Read(JsonElement root, out string problem)
    {
        problem = "";
        var message = Child(root, "message");
        if (Text(message, "type") is not { Length: > 0 } type)
        {
            problem = "message.type is missing, expected the kind of event, such as 'end-of-call-report'.";
            return null;
        }

        if (type != Report) return new CallEvent(type, null);
        var call = Child(message, "call");
        if (Text(call, "id") is not { Length: > 0 and <= LongestId } id)
        {
            problem = $"message.call.id is missing or longer than {LongestId} characters, expected the id of the call.";
            return null;
        }

        var artifact = Child(message, "artifact");
        var customer = Child(message, "customer") is { ValueKind: JsonValueKind.Object } own ? own : Child(call, "customer");
        return new CallEvent(type, new Call(
            id,
            Text(customer, "number"),
            Text(customer, "name"),
            Text(artifact, "transcript") ?? Text(message, "transcript"),
            Text(Child(message, "analysis"), "summary") ?? Text(message, "summary"),
            Time(message, "startedAt") ?? Time(call, "startedAt"),
            Time(message, "endedAt") ?? Time(call, "endedAt"),
            Text(artifact, "recordingUrl") ?? Text(message, "recordingUrl")));
    }

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;

    // PostgreSQL keeps no zero characters, and one text with one would fail the whole batch.
    private static string? Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()!.Replace("\0", "", StringComparison.Ordinal) : null;

    private static DateTime? Time(JsonElement parent, string name) =>
        DateTimeOffset.TryParse(Text(parent, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? DateTime.SpecifyKind(time.UtcDateTime, DateTimeKind.Unspecified)
            : null;
}

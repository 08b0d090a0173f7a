using System.Buffers;
using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Slipway.ServiceDefaults;

internal sealed class JsonLogger(string category, JsonLoggerProvider provider) : ILogger
{
    // A log is read by people and by collectors, never by a browser: only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "time", "level", "message", "category", "trace_id", "span_id", "exception", "{OriginalFormat}",
        // Set by ASP.NET Core on every entry; trace_id and span_id say it already.
        "SpanId", "TraceId", "ParentId", "ConnectionId", "RequestId", "RequestPath",
    };

    [ThreadStatic] private static ArrayBufferWriter<byte>? s_buffer;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => provider.Scopes.Push(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel) || IsStartFailure(eventId)) return;
        // An entry that is written while another is being formatted (a ToString that logs) must not share its buffer.
        var buffer = Interlocked.Exchange(ref s_buffer, null) ?? new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("level", Word(logLevel));
            json.WriteString("message", formatter(state, exception));
            json.WriteString("category", category);
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
            {
                json.WriteString("trace_id", activity.TraceId.ToHexString());
                json.WriteString("span_id", activity.SpanId.ToHexString());
            }

            var written = new HashSet<string>(StringComparer.Ordinal);
            WriteFields(json, state, written);
            provider.Scopes.ForEachScope((scope, writer) => WriteFields(writer, scope, written), json);
            if (exception is not null) json.WriteString("exception", exception.ToString());
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        provider.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
        s_buffer = buffer;
    }

    /// <summary>The host logs what it then throws; <see cref="Service"/> reports that once, in words for whoever started it.</summary>
    private bool IsStartFailure(EventId eventId) => eventId.Name == "HostedServiceStartupFaulted" && category == "Microsoft.Extensions.Hosting.Internal.Host";

    private static void WriteFields(Utf8JsonWriter json, object? state, HashSet<string> written)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> fields) return;
        foreach (var (name, value) in fields)
        {
            if (Reserved.Contains(name)) continue;
            var key = JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
            // An inner scope wins over an outer one; two fields of one name would make the line ambiguous.
            if (Reserved.Contains(key) || !written.Add(key)) continue;
            json.WritePropertyName(key);
            WriteValue(json, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case byte or short or int or long: json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case decimal number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): json.WriteNumberValue(number); break;
            case DateTime time: json.WriteStringValue(time); break;
            case DateTimeOffset time: json.WriteStringValue(time); break;
            case IEnumerable list when value is not IFormattable:
                json.WriteStartArray();
                foreach (var item in list) WriteValue(json, item?.ToString());
                json.WriteEndArray();
                break;
            default: json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Slipway.Cli.Stacks;
using Slipway.Engine.State;

namespace Slipway.Cli.Screens;

/// <summary>The stacks of a project and what each has been through, as tables and for scripts.</summary>
internal static class StacksScreen
{
    public static IEnumerable<Line> Lines(ImmutableArray<KnownStack> stacks)
    {
        var table = new Table("STACK", "RESOURCES", "LAST UPDATE", "CONFIGURATION", "STATE");
        foreach (var stack in stacks)
        {
            table.Add(
                (stack.Name, Styles.Strong),
                (stack.Stored is null ? "-" : stack.Stored.ResourceCount?.ToString(CultureInfo.InvariantCulture) ?? "unreadable", Styles.Plain),
                (stack.Stored is null ? "never" : Time(stack.Stored.Updated), Styles.Plain),
                stack.IsConfigured ? ($"Pulumi.{stack.Name}.yaml", Styles.Plain) : ("missing", Styles.Warning),
                stack.Stored is { IsLocked: true } ? ("locked", Styles.Warning) : ("-", Styles.Faint));
        }

        return table.Lines();
    }

    public static IEnumerable<Line> Lines(ImmutableArray<HistoryEntry> history)
    {
        var table = new Table("VERSION", "KIND", "RESULT", "STARTED", "TOOK");
        foreach (var entry in history)
        {
            table.Add(
                (entry.Version.ToString(CultureInfo.InvariantCulture), Styles.Strong),
                (entry.Kind, Styles.Plain),
                (entry.Result, entry.Result == "succeeded" ? Styles.Good : Styles.Bad),
                (Time(entry.Started), Styles.Plain),
                (Durations.Short(entry.Ended - entry.Started), Styles.Plain));
        }

        return table.Lines();
    }

    public static void Write(Utf8JsonWriter json, ImmutableArray<KnownStack> stacks) => json.List("stacks", stacks, stack =>
    {
        json.WriteStartObject();
        json.WriteString("name", stack.Name);
        json.WriteBoolean("configured", stack.IsConfigured);
        if (stack.Stored is { } stored)
        {
            json.WriteString("lastUpdate", Exactly(stored.Updated));
            if (stored.ResourceCount is { } count) json.WriteNumber("resourceCount", count);
            json.WriteBoolean("locked", stored.IsLocked);
        }

        json.WriteEndObject();
    });

    public static void Write(Utf8JsonWriter json, ImmutableArray<HistoryEntry> history) => json.List("updates", history, entry =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", entry.Version);
        json.WriteString("kind", entry.Kind);
        json.WriteString("result", entry.Result);
        json.WriteString("startTime", Exactly(entry.Started));
        json.WriteString("endTime", Exactly(entry.Ended));
        json.WriteEndObject();
    });

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Exactly(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

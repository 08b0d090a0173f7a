using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Slipway.Infra.Releases;

/// <summary>States of releases as they stand in configuration and outputs: a map by workload.</summary>
public static class ReleaseJson
{
    private static readonly ImmutableSortedDictionary<string, ReleasePhase> Phases =
        Enum.GetValues<ReleasePhase>().ToImmutableSortedDictionary(NameOf, phase => phase, StringComparer.Ordinal);

    /// <summary>As people read it: <c>at rest</c>, <c>baking</c>.</summary>
    public static string NameOf(ReleasePhase phase) => phase == ReleasePhase.AtRest ? "rest" : phase.ToString().ToLowerInvariant();

    public static JObject Write(IEnumerable<KeyValuePair<string, ReleaseState>> states) =>
        new(states.Select(entry => new JProperty(entry.Key, Write(entry.Value))));

    public static JObject Write(ReleaseState state)
    {
        var json = new JObject { ["stable"] = state.Stable, ["phase"] = NameOf(state.Phase) };
        if (state.Since is { } since)
            json["since"] = since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        if (state.TakenBack is not null)
            json["takenBack"] = state.TakenBack;
        if (state.Reason is not null)
            json["reason"] = state.Reason;
        json["slots"] = new JObject(state.Slots.Select(slot => new JProperty(slot.Key, Write(slot.Value))));
        return json;
    }

    /// <summary>Reads the map; what is wrong is told to <paramref name="problem"/> with the way to it.</summary>
    public static ImmutableSortedDictionary<string, ReleaseState> Read(string text, Action<string> problem)
    {
        var states = ImmutableSortedDictionary.CreateBuilder<string, ReleaseState>(StringComparer.Ordinal);
        foreach (var (workload, value) in Parse(text, problem))
        {
            if (value is JObject entry)
                states[workload] = Read(workload, entry, problem);
            else
                problem($".{workload} is '{value}', expected a map with slots");
        }
        return states.ToImmutable();
    }

    private static JObject Parse(string text, Action<string> problem)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
            return JObject.Load(reader);
        }
        catch (JsonReaderException)
        {
            problem(" does not hold a map of releases by workload");
            return [];
        }
    }

    private static ReleaseState Read(string workload, JObject json, Action<string> problem)
    {
        var slots = ImmutableSortedDictionary.CreateBuilder<string, SlotState>(StringComparer.Ordinal);
        foreach (var (name, value) in json["slots"] as JObject ?? [])
        {
            if (!Slots.Names.Contains(name))
                problem($".{workload}.slots has '{name}', expected one of: {string.Join(", ", Slots.Names)}");
            else if (value is JObject slot)
                slots[name] = ReadSlot(slot);
            else
                problem($".{workload}.slots.{name} is '{value}', expected a map with weight and version");
        }
        var stable = (string?)json["stable"] ?? Slots.Blue;
        var phase = (string?)json["phase"] ?? NameOf(ReleasePhase.AtRest);
        if (!slots.ContainsKey(stable))
            problem($".{workload}.stable is '{stable}', expected one of its slots{(slots.Count == 0 ? ", of which there are none" : $": {string.Join(", ", slots.Keys)}")}");
        if (slots.Count > 0 && slots.Values.Sum(slot => slot.Weight) != 100)
            problem($".{workload}: the weights of its slots add up to {slots.Values.Sum(slot => slot.Weight)}, expected 100");
        foreach (var (name, slot) in slots.Where(entry => entry.Value.Weight is < 0 or > 100))
            problem($".{workload}.slots.{name}.weight is {slot.Weight}, expected a whole number from 0 to 100");
        if (!Phases.ContainsKey(phase))
            problem($".{workload}.phase is '{phase}', expected one of: {string.Join(", ", Phases.Keys)}");
        return new ReleaseState
        {
            Stable = stable,
            Phase = Phases.GetValueOrDefault(phase),
            Since = DateTimeOffset.TryParse((string?)json["since"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : null,
            TakenBack = (string?)json["takenBack"],
            Reason = (string?)json["reason"],
            Slots = slots.ToImmutable(),
        };
    }

    private static JObject Write(SlotState slot)
    {
        var json = new JObject { ["weight"] = slot.Weight };
        if (slot.IsKept)
            json["kept"] = true;
        if (slot.Version is not null)
            json["version"] = slot.Version;
        if (slot.Image is not null)
            json["image"] = slot.Image;
        if (slot.Build.Length > 0)
            json["build"] = slot.Build;
        if (!slot.Ports.IsEmpty)
            json["ports"] = new JObject(slot.Ports.Select(port => new JProperty(port.Key, port.Value)));
        if (!slot.Migrations.IsEmpty)
            json["migrations"] = new JArray(slot.Migrations);
        if (slot.Description is not null)
            json["description"] = slot.Description;
        return json;
    }

    private static SlotState ReadSlot(JObject json) => new()
    {
        // Configuration gives numbers and flags as texts where they are set one by one.
        Weight = int.TryParse(json["weight"]?.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var weight) ? weight : 0,
        IsKept = string.Equals(json["kept"]?.ToString(), "true", StringComparison.OrdinalIgnoreCase),
        Version = (string?)json["version"],
        Image = (string?)json["image"],
        Build = (string?)json["build"] ?? "",
        Ports = (json["ports"] as JObject ?? []).Properties().ToImmutableSortedDictionary(port => port.Name, port => (int)port.Value, StringComparer.Ordinal),
        Migrations = [.. (json["migrations"] as JArray ?? []).Select(name => (string)name!)],
        Description = (string?)json["description"],
    };
}

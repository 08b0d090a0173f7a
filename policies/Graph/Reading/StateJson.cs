using System.Collections.Immutable;
using System.Text.Json;

namespace Slipway.Policies.Graph.Reading;

/// <summary>A resource as Pulumi's state holds it and as a preview shows it; an event has fewer of its fields.</summary>
internal static class StateJson
{
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> NoDependencies =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    /// <param name="tellsDependencies">False for an event: what it does not say is not known, rather than nothing.</param>
    public static GraphResource Read(JsonElement json, GraphStep step, bool tellsDependencies)
    {
        var urn = Text(json, "urn") ?? throw new GraphFormatException("A resource has no 'urn'.");
        return new GraphResource
        {
            Urn = urn,
            Type = Text(json, "type") ?? throw new GraphFormatException($"The resource '{urn}' has no 'type'."),
            Name = ResourceUrn.NameOf(urn),
            Custom = Flag(json, "custom"),
            Step = step,
            Inputs = Properties(json, "inputs"),
            Outputs = Properties(json, "outputs") is { Entries.Length: > 0 } outputs ? outputs : null,
            Id = Text(json, "id"),
            Options = Options(json),
            Parent = Text(json, "parent"),
            Dependencies = Texts(json, "dependencies"),
            PropertyDependencies = PropertyDependencies(json) ?? (tellsDependencies ? NoDependencies : null),
            Provider = Text(json, "provider") is { } provider ? ResourceUrn.OfProviderReference(provider) : null,
            SourcePosition = Text(json, "sourcePosition"),
        };
    }

    public static GraphValue.Map Properties(JsonElement json, string name) =>
        json.TryGetProperty(name, out var properties) ? ValueJson.Properties(properties) : GraphValue.Map.Empty;

    /// <summary>Null when it is missing or empty.</summary>
    public static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    public static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static GraphResourceOptions Options(JsonElement json)
    {
        var (protect, retain) = (Flag(json, "protect"), Flag(json, "retainOnDelete"));
        return protect || retain ? new GraphResourceOptions { Protect = protect, RetainOnDelete = retain } : GraphResourceOptions.None;
    }

    private static ImmutableArray<string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Array ? Texts(values) : [];

    private static ImmutableArray<string> Texts(JsonElement values) => [.. values.EnumerateArray().Select(value => value.GetString()!)];

    private static ImmutableSortedDictionary<string, ImmutableArray<string>>? PropertyDependencies(JsonElement json) =>
        json.TryGetProperty("propertyDependencies", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Array)
                .ToImmutableSortedDictionary(property => property.Name, property => Texts(property.Value), StringComparer.Ordinal)
            : null;
}

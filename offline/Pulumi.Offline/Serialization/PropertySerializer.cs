using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Offline.Serialization;

/// <summary>Turns what a program gives into property values, and notes which resources they came from.</summary>
/// <param name="subject">What the values are for, to name in errors.</param>
internal sealed class PropertySerializer(string subject)
{
    private static readonly ConcurrentDictionary<Type, object?> UnsetArrays = new();

    /// <summary>Resources the values serialised since the last <see cref="Clear"/> came from.</summary>
    public HashSet<Resource> Resources { get; } = [];

    public void Clear() => Resources.Clear();

    /// <summary>A property of the arguments; null when it is not set.</summary>
    public async ValueTask<PropertyValue?> SerializePropertyAsync(InputProperty property)
    {
        if (property.Value is null)
        {
            return property.Required
                ? throw new RunException($"{subject}: the required property '{property.Name}' has no value. Set it in the arguments.")
                : null;
        }

        var value = await SerializeAsync(property.Value, property.Name);
        if (value is PropertyValue.Null)
            return null;
        return property.Json ? ToJsonText(value) : value;
    }

    public ValueTask<PropertyValue> SerializeAsync(object? value, string path) => value switch
    {
        null => new(PropertyValue.Nothing),
        string text => new(new PropertyValue.Text(text)),
        bool flag => new(new PropertyValue.Bool(flag)),
        int number => new(new PropertyValue.Number(number)),
        double number => new(new PropertyValue.Number(number)),
        IInput input => SerializeAsync(input.Given, path),
        IUnion union => SerializeAsync(union.Value, path),
        IOutput output => SerializeOutputAsync(output, path),
        InputArgs args => SerializeArgsAsync(args, path),
        AssetOrArchive content => SerializeContentAsync(content, path),
        Resource resource => SerializeResourceAsync(resource),
        JsonElement json => new(FromJson(json)),
        JsonDocument json => new(FromJson(json.RootElement)),
        IDictionary dictionary => SerializeDictionaryAsync(dictionary, path),
        IList list => SerializeListAsync(list, path),
        Enum constant => new(new PropertyValue.Number(Convert.ToInt32(constant))),
        _ when EnumShape.Of(value.GetType()) is { } shape => new(shape.Serialize(value)),
        Task => throw new RunException($"{subject}: property '{path}' is a Task. Wrap it in Output.Create(task)."),
        _ => throw new RunException(
            $"{subject}: property '{path}' is a {value.GetType()}, which a resource property cannot be. Use bool, int, double, string, a list, a dictionary with string keys, an asset, a resource, JSON or an arguments class."),
    };

    private async ValueTask<PropertyValue> SerializeOutputAsync(IOutput output, string path)
    {
        var data = await output.GetDataAsync();
        Resources.UnionWith(data.Resources);
        if (!data.IsKnown)
            return PropertyValue.NotYetKnown;
        var value = await SerializeAsync(data.Value, path);
        return data.IsSecret && value is not PropertyValue.Secret ? new PropertyValue.Secret(value) : value;
    }

    private async ValueTask<PropertyValue> SerializeArgsAsync(InputArgs args, string path)
    {
        var properties = ImmutableSortedDictionary.CreateBuilder<string, PropertyValue>(StringComparer.Ordinal);
        foreach (var property in args.Properties)
        {
            if (await SerializePropertyAsync(property with { Name = $"{path}.{property.Name}" }) is { } value)
                properties[property.Name] = value;
        }

        return new PropertyValue.Map(properties.ToImmutable());
    }

    private async ValueTask<PropertyValue> SerializeDictionaryAsync(IDictionary dictionary, string path)
    {
        var properties = ImmutableSortedDictionary.CreateBuilder<string, PropertyValue>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in dictionary)
        {
            if (entry.Key is not string key)
                throw new RunException($"{subject}: property '{path}' is a dictionary with {entry.Key.GetType()} keys. Use string keys.");
            // As in JSON, an entry without a value is no entry.
            if (await SerializeAsync(entry.Value, $"{path}.{key}") is var value and not PropertyValue.Null)
                properties[key] = value;
        }

        return new PropertyValue.Map(properties.ToImmutable());
    }

    private async ValueTask<PropertyValue> SerializeListAsync(IList list, string path)
    {
        if (IsUnset(list))
            return PropertyValue.Nothing;
        var items = ImmutableArray.CreateBuilder<PropertyValue>(list.Count);
        for (var i = 0; i < list.Count; i++)
            items.Add(await SerializeAsync(list[i], path));
        return new PropertyValue.List(items.MoveToImmutable());
    }

    private async ValueTask<PropertyValue> SerializeContentAsync(AssetOrArchive content, string path)
    {
        switch (content)
        {
            case FileAsset file:
                return new PropertyValue.Asset(file.Path, null, null);
            case StringAsset text:
                return new PropertyValue.Asset(null, text.Text, null);
            case RemoteAsset remote:
                return new PropertyValue.Asset(null, null, remote.Uri);
            case FileArchive file:
                return new PropertyValue.Archive(file.Path, null, null);
            case RemoteArchive remote:
                return new PropertyValue.Archive(null, remote.Uri, null);
            default:
                var members = await SerializeDictionaryAsync(((AssetArchive)content).Assets, path);
                return new PropertyValue.Archive(null, null, (PropertyValue.Map)members);
        }
    }

    private async ValueTask<PropertyValue> SerializeResourceAsync(Resource resource)
    {
        Resources.Add(resource);
        var urn = (await resource.Urn.DataTask).Value;
        if (resource is not CustomResource custom)
            return new PropertyValue.ResourceReference(urn, null);
        var id = await custom.Id.DataTask;
        return new PropertyValue.ResourceReference(urn, id.IsKnown ? id.Value : null);
    }

    /// <summary>An immutable array that was never assigned cannot even be counted.</summary>
    private static bool IsUnset(IList list)
    {
        var type = list.GetType();
        if (!type.IsValueType)
            return false;
        var unset = UnsetArrays.GetOrAdd(
            type,
            static key => key.IsGenericType && key.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? Activator.CreateInstance(key) : null);
        return list.Equals(unset);
    }

    private static PropertyValue FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => new PropertyValue.Bool(true),
        JsonValueKind.False => new PropertyValue.Bool(false),
        JsonValueKind.Number => new PropertyValue.Number(json.GetDouble()),
        JsonValueKind.String => new PropertyValue.Text(json.GetString()!),
        JsonValueKind.Array => new PropertyValue.List([.. json.EnumerateArray().Select(FromJson)]),
        JsonValueKind.Object => PropertyValue.Map.Of(
            json.EnumerateObject()
                .Select(property => KeyValuePair.Create(property.Name, FromJson(property.Value)))
                .Where(property => property.Value is not PropertyValue.Null)
                .DistinctBy(property => property.Key)),
        _ => PropertyValue.Nothing,
    };

    private static PropertyValue ToJsonText(PropertyValue value)
    {
        if (value.ContainsUnknown)
            return PropertyValue.NotYetKnown;
        var text = new PropertyValue.Text(PropertyJson.Write(value.WithoutSecrets()));
        return value.ContainsSecret ? new PropertyValue.Secret(text) : text;
    }
}

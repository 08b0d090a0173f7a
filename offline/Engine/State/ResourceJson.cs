using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Pulumi.Offline;

namespace Slipway.Engine.State;

/// <summary>A resource in JSON: Pulumi's field names, in Pulumi's order.</summary>
internal static class ResourceJson
{
    public static void Write(JsonTextWriter json, ResourceState resource, SecretCodec secrets)
    {
        json.WriteStartObject();
        Text("urn", resource.Urn);
        Field("custom");
        json.WriteValue(resource.Custom);
        Flag("delete", resource.Delete);
        Text("id", resource.Id);
        Text("type", resource.Type);
        Properties("inputs", resource.Inputs);
        Properties("outputs", resource.Outputs);
        Text("parent", resource.Parent);
        Flag("protect", resource.Protect);
        Flag("external", resource.External);
        Texts("dependencies", resource.Dependencies);
        Texts("initErrors", resource.InitErrors);
        Text("provider", resource.Provider);
        if (!resource.PropertyDependencies.IsEmpty)
        {
            Field("propertyDependencies");
            json.WriteStartObject();
            foreach (var (property, urns) in resource.PropertyDependencies)
            {
                Field(property);
                json.WriteStartArray();
                foreach (var urn in urns) json.WriteValue(urn);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        Flag("pendingReplacement", resource.PendingReplacement);
        Texts("additionalSecretOutputs", resource.AdditionalSecretOutputs);
        Texts("aliases", resource.Aliases);
        WriteTimeouts(resource.Timeouts);
        Text("importID", resource.ImportId);
        Flag("retainOnDelete", resource.RetainOnDelete);
        Text("deletedWith", resource.DeletedWith);
        Time("created", resource.Created);
        Time("modified", resource.Modified);
        Text("sourcePosition", resource.SourcePosition);
        Texts("ignoreChanges", resource.IgnoreChanges);
        Texts("replaceOnChanges", resource.ReplaceOnChanges);
        foreach (var (name, raw) in resource.OtherFields)
        {
            Field(name);
            json.WriteRawValue(raw);
        }

        json.WriteEndObject();

        void Field(string name) => json.WritePropertyName(name);

        void Text(string name, string? value)
        {
            if (string.IsNullOrEmpty(value)) return;
            Field(name);
            json.WriteValue(value);
        }

        void Flag(string name, bool value)
        {
            if (!value) return;
            Field(name);
            json.WriteValue(true);
        }

        void Texts(string name, ImmutableArray<string> values)
        {
            if (values.IsDefaultOrEmpty) return;
            Field(name);
            json.WriteStartArray();
            foreach (var value in values) json.WriteValue(value);
            json.WriteEndArray();
        }

        void Properties(string name, PropertyValue.Map values)
        {
            if (values.Count == 0) return;
            Field(name);
            PropertyJson.Write(json, values, resource.Urn, secrets);
        }

        void Time(string name, DateTimeOffset? time)
        {
            if (time is not { } value) return;
            Text(name, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        }

        void WriteTimeouts(ResourceTimeouts timeouts)
        {
            if (timeouts is { Create: null, Update: null, Delete: null }) return;
            Field("customTimeouts");
            json.WriteStartObject();
            Seconds("create", timeouts.Create);
            Seconds("update", timeouts.Update);
            Seconds("delete", timeouts.Delete);
            json.WriteEndObject();
        }

        void Seconds(string name, TimeSpan? time)
        {
            if (time is not { } value) return;
            Field(name);
            json.WriteValue((long)value.TotalSeconds);
        }
    }

    /// <summary>Reads the object the reader stands on and leaves it on the object's end.</summary>
    public static ResourceState Read(JsonTextReader json, SecretCodec secrets)
    {
        if (json.TokenType != JsonToken.StartObject) throw new JsonReaderException($"A resource was expected, found {json.TokenType}.");
        // Field by field and made in one piece: a copy for each field is most of what reading a large state would allocate.
        string? urn = null, type = null, id = null, parent = null, provider = null, importId = null, deletedWith = null, sourcePosition = null;
        bool custom = false, delete = false, protect = false, external = false, pendingReplacement = false, retainOnDelete = false;
        PropertyValue.Map inputs = PropertyValue.Map.Empty, outputs = PropertyValue.Map.Empty;
        ImmutableArray<string> dependencies = [], initErrors = [], additionalSecretOutputs = [], aliases = [], ignoreChanges = [], replaceOnChanges = [];
        var propertyDependencies = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
        var timeouts = ResourceTimeouts.None;
        DateTimeOffset? created = null, modified = null;
        var otherFields = ImmutableSortedDictionary<string, string>.Empty;
        while (PropertyJson.Next(json) != JsonToken.EndObject)
        {
            var name = (string)json.Value!;
            PropertyJson.Next(json);
            switch (name)
            {
                case "urn":
                    urn = Text();
                    break;
                case "type":
                    type = Text();
                    break;
                case "custom":
                    custom = Flag();
                    break;
                case "delete":
                    delete = Flag();
                    break;
                case "id":
                    id = Text();
                    break;
                case "inputs":
                    inputs = Properties();
                    break;
                case "outputs":
                    outputs = Properties();
                    break;
                case "parent":
                    parent = Text();
                    break;
                case "protect":
                    protect = Flag();
                    break;
                case "external":
                    external = Flag();
                    break;
                case "dependencies":
                    dependencies = Texts();
                    break;
                case "initErrors":
                    initErrors = Texts();
                    break;
                case "provider":
                    provider = Text();
                    break;
                case "propertyDependencies":
                    propertyDependencies = TextsByName();
                    break;
                case "pendingReplacement":
                    pendingReplacement = Flag();
                    break;
                case "additionalSecretOutputs":
                    additionalSecretOutputs = Texts();
                    break;
                case "aliases":
                    aliases = Texts();
                    break;
                case "customTimeouts":
                    timeouts = Timeouts();
                    break;
                case "importID":
                    importId = Text();
                    break;
                case "retainOnDelete":
                    retainOnDelete = Flag();
                    break;
                case "deletedWith":
                    deletedWith = Text();
                    break;
                case "created":
                    created = Time();
                    break;
                case "modified":
                    modified = Time();
                    break;
                case "sourcePosition":
                    sourcePosition = Text();
                    break;
                case "ignoreChanges":
                    ignoreChanges = Texts();
                    break;
                case "replaceOnChanges":
                    replaceOnChanges = Texts();
                    break;
                default:
                    otherFields = otherFields.SetItem(name, PropertyJson.ReadRaw(json));
                    break;
            }
        }

        if (urn is null) throw new JsonReaderException("A resource has no urn.");
        return new ResourceState
        {
            Urn = urn,
            Type = type ?? ResourceUrn.TypeOf(urn),
            Custom = custom,
            Delete = delete,
            Id = id,
            Inputs = inputs,
            Outputs = outputs,
            Parent = parent,
            Protect = protect,
            External = external,
            Dependencies = dependencies,
            InitErrors = initErrors,
            Provider = provider,
            PropertyDependencies = propertyDependencies,
            PendingReplacement = pendingReplacement,
            AdditionalSecretOutputs = additionalSecretOutputs,
            Aliases = aliases,
            Timeouts = timeouts,
            ImportId = importId,
            RetainOnDelete = retainOnDelete,
            DeletedWith = deletedWith,
            Created = created,
            Modified = modified,
            SourcePosition = sourcePosition,
            IgnoreChanges = ignoreChanges,
            ReplaceOnChanges = replaceOnChanges,
            OtherFields = otherFields,
        };

        string? Text() => (string?)json.Value;

        bool Flag() => json.Value is true;

        // A secret is decrypted for its resource, whose urn comes first in every known writer.
        PropertyValue.Map Properties() => PropertyJson.Read(json, urn ?? "", secrets) as PropertyValue.Map ?? PropertyValue.Map.Empty;

        ImmutableArray<string> Texts()
        {
            if (json.TokenType != JsonToken.StartArray) return [];
            var texts = ImmutableArray.CreateBuilder<string>();
            while (PropertyJson.Next(json) != JsonToken.EndArray) texts.Add((string?)json.Value ?? "");
            return texts.ToImmutable();
        }

        ImmutableSortedDictionary<string, ImmutableArray<string>> TextsByName()
        {
            var texts = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
            if (json.TokenType != JsonToken.StartObject) return texts.ToImmutable();
            while (PropertyJson.Next(json) != JsonToken.EndObject)
            {
                var name = (string)json.Value!;
                PropertyJson.Next(json);
                texts[name] = Texts();
            }

            return texts.ToImmutable();
        }

        ResourceTimeouts Timeouts()
        {
            var values = PropertyJson.Read(json, "", null) as PropertyValue.Map ?? PropertyValue.Map.Empty;
            return new(Seconds("create"), Seconds("update"), Seconds("delete"));

            TimeSpan? Seconds(string name) => values[name] is PropertyValue.Number { Value: > 0 } number ? TimeSpan.FromSeconds(number.Value) : null;
        }

        DateTimeOffset? Time() =>
            DateTimeOffset.TryParse((string?)json.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
    }
}

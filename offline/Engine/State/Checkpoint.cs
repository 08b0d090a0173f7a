using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Slipway.Engine.State;

/// <summary>Pulumi's checkpoint file, format version 3.</summary>
internal sealed record Checkpoint
{
    public const int FormatVersion = 3;

    public required ImmutableArray<ResourceState> Resources { get; init; }

    public ImmutableArray<PendingOperation> PendingOperations { get; init; } = [];

    /// <summary>Who wrote it and when, as JSON text.</summary>
    public string Manifest { get; init; } = ManifestAt(DateTimeOffset.UnixEpoch);

    /// <summary>Who keeps the secrets' key, as JSON text; null when there is no secret.</summary>
    public string? SecretsProvider { get; init; }

    /// <summary>Parts of other writers, as JSON text, kept as they are.</summary>
    public ImmutableSortedDictionary<string, string> OtherFields { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public static Checkpoint Empty { get; } = new() { Resources = [] };

    /// <summary>The manifest of a checkpoint written now. Magic and version are Pulumi's and stay empty, which it accepts.</summary>
    public static string ManifestAt(DateTimeOffset time) =>
        $$"""{"time":"{{time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)}}","magic":"","version":""}""";

    public static Checkpoint Parse(byte[] content, string location, SecretCodec secrets)
    {
        try
        {
            using var json = PropertyJson.Reader(new StreamReader(new MemoryStream(SecretsFirst(content)), Encoding.UTF8));
            return ReadFile(json, location, secrets);
        }
        catch (JsonException error)
        {
            throw new StateException(
                $"The state '{location}' is damaged: {error.Message} Nothing was changed. Restore it from '{location}.bak' or from the history beside it.", error);
        }
    }

    /// <summary>A checkpoint file, as a backend stores it.</summary>
    public byte[] ToBytes(string stack, SecretCodec secrets, string secretsType) => ToJson(json =>
    {
        json.WritePropertyName("checkpoint");
        json.WriteStartObject();
        json.WritePropertyName("stack");
        json.WriteValue(stack);
        json.WritePropertyName("latest");
        WriteLatest(json, secrets, secretsType);
        json.WriteEndObject();
    });

    /// <summary>The same content as <c>stack export</c> gives it.</summary>
    public byte[] ToDeployment(SecretCodec secrets, string secretsType) => ToJson(json =>
    {
        json.WritePropertyName("deployment");
        WriteLatest(json, secrets, secretsType);
    });

    public static void WritePending(JsonTextWriter json, PendingOperation operation, SecretCodec secrets)
    {
        json.WriteStartObject();
        json.WritePropertyName("resource");
        ResourceJson.Write(json, operation.Resource, secrets);
        json.WritePropertyName("type");
        json.WriteValue(operation.Kind);
        json.WriteEndObject();
    }

    private static byte[] ToJson(Action<JsonTextWriter> write)
    {
        var stream = new MemoryStream();
        using (var json = new JsonTextWriter(new StreamWriter(stream, new UTF8Encoding(false), 64 * 1024)) { Formatting = Formatting.Indented, Indentation = 4 })
        {
            json.WriteStartObject();
            json.WritePropertyName("version");
            json.WriteValue(FormatVersion);
            write(json);
            json.WriteEndObject();
            json.WriteRaw("\n");
        }

        return stream.ToArray();
    }

    private void WriteLatest(JsonTextWriter json, SecretCodec secrets, string secretsType)
    {
        json.WriteStartObject();
        json.WritePropertyName("manifest");
        json.WriteRawValue(Manifest);
        if (secrets.KeepsClosed && SecretsProvider is not null)
        {
            json.WritePropertyName("secrets_providers");
            json.WriteRawValue(SecretsProvider);
        }
        else
        {
            // Encrypting may make the stack's salt, so one secret is encrypted before the salt is written.
            EncryptFirstSecret(secrets);
            if (secrets.Salt is { } salt)
            {
                json.WritePropertyName("secrets_providers");
                json.WriteStartObject();
                json.WritePropertyName("type");
                json.WriteValue(secretsType);
                json.WritePropertyName("state");
                json.WriteStartObject();
                json.WritePropertyName("salt");
                json.WriteValue(salt);
                json.WriteEndObject();
                json.WriteEndObject();
            }
        }

        if (!Resources.IsEmpty)
        {
            json.WritePropertyName("resources");
            json.WriteStartArray();
            foreach (var resource in Resources) ResourceJson.Write(json, resource, secrets);
            json.WriteEndArray();
        }

        if (!PendingOperations.IsEmpty)
        {
            json.WritePropertyName("pending_operations");
            json.WriteStartArray();
            foreach (var operation in PendingOperations) WritePending(json, operation, secrets);
            json.WriteEndArray();
        }

        foreach (var (name, raw) in OtherFields)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(raw);
        }

        json.WriteEndObject();
    }

    private void EncryptFirstSecret(SecretCodec secrets)
    {
        if (secrets.Salt is not null) return;
        foreach (var resource in Resources.Concat(PendingOperations.Select(operation => operation.Resource)))
        {
            if (!resource.Inputs.ContainsSecret && !resource.Outputs.ContainsSecret) continue;
            using var nowhere = new JsonTextWriter(TextWriter.Null);
            ResourceJson.Write(nowhere, resource, secrets);
            return;
        }
    }

    /// <summary>A program that sorts a state's fields puts the resources before the salt their secrets need; then they are put back.</summary>
    private static byte[] SecretsFirst(byte[] content)
    {
        var resources = content.AsSpan().IndexOf("\"resources\""u8);
        var secrets = content.AsSpan().LastIndexOf("\"secrets_providers\""u8);
        if (resources < 0 || secrets < resources) return content;
        using var json = PropertyJson.Reader(new StreamReader(new MemoryStream(content), Encoding.UTF8));
        var root = JToken.ReadFrom(json) as JObject;
        if ((root?.SelectToken("checkpoint.latest") ?? root?["deployment"]) is not JObject latest || latest.Property("secrets_providers", StringComparison.Ordinal) is not { } property) return content;
        property.Remove();
        latest.AddFirst(property);
        return Encoding.UTF8.GetBytes(root!.ToString(Formatting.None));
    }

    private static Checkpoint ReadFile(JsonTextReader json, string location, SecretCodec secrets)
    {
        var checkpoint = Empty;
        int? version = null;
        var found = false;
        if (PropertyJson.Next(json) != JsonToken.StartObject) throw new JsonReaderException("It is not a JSON object.");
        while (PropertyJson.Next(json) != JsonToken.EndObject)
        {
            var name = (string)json.Value!;
            PropertyJson.Next(json);
            switch (name)
            {
                case "version":
                    version = Convert.ToInt32(json.Value, CultureInfo.InvariantCulture);
                    if (version != FormatVersion)
                    {
                        throw new StateException(
                            $"The state '{location}' has format version {version}, this engine reads version {FormatVersion}. Nothing was changed. Use the newer program that wrote it, or export it with `pulumi stack export` of a Pulumi that writes version {FormatVersion}.");
                    }

                    break;
                // `stack export` calls the same content "deployment" and leaves "latest" out.
                case "checkpoint":
                    found = true;
                    checkpoint = ReadCheckpoint(json, secrets);
                    break;
                case "deployment":
                    found = true;
                    checkpoint = ReadLatest(json, secrets);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        if (version is null) throw new JsonReaderException("It has no 'version'.");
        if (!found) throw new JsonReaderException("It has no 'checkpoint'.");
        return checkpoint;
    }

    private static Checkpoint ReadCheckpoint(JsonTextReader json, SecretCodec secrets)
    {
        var checkpoint = Empty;
        while (PropertyJson.Next(json) != JsonToken.EndObject)
        {
            var name = (string)json.Value!;
            PropertyJson.Next(json);
            if (name == "latest") checkpoint = ReadLatest(json, secrets);
            else json.Skip();
        }

        return checkpoint;
    }

    private static Checkpoint ReadLatest(JsonTextReader json, SecretCodec secrets)
    {
        var checkpoint = Empty;
        if (json.TokenType == JsonToken.Null) return checkpoint;
        string? salt = null;
        secrets.UseStored(null);
        while (PropertyJson.Next(json) != JsonToken.EndObject)
        {
            var name = (string)json.Value!;
            PropertyJson.Next(json);
            switch (name)
            {
                case "manifest":
                    checkpoint = checkpoint with { Manifest = PropertyJson.ReadRaw(json) };
                    break;
                case "secrets_providers":
                    var provider = JToken.ReadFrom(json);
                    if (provider.Type == JTokenType.Object) checkpoint = checkpoint with { SecretsProvider = provider.ToString(Formatting.None) };
                    var type = provider.Type == JTokenType.Object ? (string?)provider["type"] : null;
                    if (type is not (null or "" or "passphrase") && !secrets.KeepsClosed)
                        throw new StateException($"The state's secrets are kept by '{type}', this engine has 'passphrase'. Change it with `pulumi stack change-secrets-provider passphrase`.");
                    salt = type == "passphrase" ? (string?)provider["state"]?["salt"] : null;
                    secrets.UseStored(salt);
                    break;
                case "resources":
                    var resources = ImmutableArray.CreateBuilder<ResourceState>();
                    if (json.TokenType == JsonToken.StartArray)
                    {
                        while (PropertyJson.Next(json) != JsonToken.EndArray) resources.Add(ResourceJson.Read(json, secrets));
                    }

                    checkpoint = checkpoint with { Resources = resources.ToImmutable() };
                    break;
                case "pending_operations":
                    var operations = ImmutableArray.CreateBuilder<PendingOperation>();
                    if (json.TokenType == JsonToken.StartArray)
                    {
                        while (PropertyJson.Next(json) != JsonToken.EndArray) operations.Add(ReadPending(json, secrets));
                    }

                    checkpoint = checkpoint with { PendingOperations = operations.ToImmutable() };
                    break;
                default:
                    checkpoint = checkpoint with { OtherFields = checkpoint.OtherFields.SetItem(name, PropertyJson.ReadRaw(json)) };
                    break;
            }
        }

        return checkpoint;
    }

    public static PendingOperation ReadPending(JsonTextReader json, SecretCodec secrets)
    {
        ResourceState? resource = null;
        var kind = "";
        while (PropertyJson.Next(json) != JsonToken.EndObject)
        {
            var name = (string)json.Value!;
            PropertyJson.Next(json);
            if (name == "resource") resource = ResourceJson.Read(json, secrets);
            else if (name == "type") kind = (string?)json.Value ?? "";
            else json.Skip();
        }

        return new(kind, resource ?? throw new JsonReaderException("A pending operation has no resource."));
    }
}

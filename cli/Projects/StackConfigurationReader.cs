using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Slipway.Engine;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Cli.Projects;

/// <summary>Reads <c>Pulumi.&lt;stack&gt;.yaml</c>; reports every problem of the file together.</summary>
/// <param name="decrypt">Gives the plain text of an encrypted value, from the file's salt and the value; throws <see cref="SecretsException"/> when it cannot.</param>
public sealed class StackConfigurationReader(Project project, Func<string, string, string> decrypt)
{
    // What Pulumi keeps at the top level of these files.
    private static readonly ImmutableArray<string> TopLevel = ["config", "encryptionsalt", "encryptedkey", "secretsprovider", "environment"];

    public StackConfiguration Read(string stack)
    {
        var path = project.StackFile(stack);
        if (!File.Exists(path)) throw UnknownStack(stack);

        var problems = new ConfigurationProblems(Path.GetFileName(path));
        var result = ConfigurationFile.Load(path, problems) is { } file ? Read(file, problems) : null;
        problems.ThrowIfAny();
        return result!;
    }

    private UserException UnknownStack(string stack)
    {
        var stacks = project.ListStacks();
        var name = Path.GetFileName(project.StackFile(stack));
        return new UserException(stacks.IsEmpty
            ? $"there is no stack '{stack}': {project.Folder} has no {name}. Write one, beginning with `config:`."
            : $"there is no stack '{stack}' ({name}). Stacks of {project.Name}: {string.Join(", ", stacks)}. Choose one with --stack.");
    }

    private StackConfiguration Read(ConfigurationFile file, ConfigurationProblems problems)
    {
        foreach (var (key, _) in file.Entries)
        {
            if (key is not YamlScalarNode { Value: { } name } || !TopLevel.Contains(name))
            {
                problems.Add(key.Start.Line, $"{key}: is not known here. Values of the stack go below `config:`");
            }
        }

        var salt = file.Text("encryptionsalt", problems);
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var secrets = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        switch (file["config"])
        {
            case null or YamlScalarNode { Value: null or "" }:
                break;
            case YamlMappingNode config:
                foreach (var (key, value) in config.Children) ReadEntry(key, value);
                break;
            case var other:
                problems.Add(other.Start.Line, "config: expected `namespace:name: value` lines");
                break;
        }

        return new StackConfiguration(values.ToImmutable(), secrets.ToImmutable(), salt);

        void ReadEntry(YamlNode key, YamlNode value)
        {
            if (FullKey(key) is not { } name)
            {
                problems.Add(key.Start.Line, $"config/{key}: expected a key such as `{project.Name}:size`");
                return;
            }

            var secret = false;
            var reveal = (YamlMappingNode node) =>
            {
                secret = true;
                return Reveal(name, node);
            };
            values[name] = value switch
            {
                YamlScalarNode scalar => scalar.Value ?? "",
                YamlMappingNode node when IsSecure(node) => reveal(node) ?? "",
                _ => ToJson(value, reveal),
            };
            if (secret) secrets.Add(name);
        }

        string? Reveal(string name, YamlMappingNode node)
        {
            var line = node.Start.Line;
            if (node.Children.Values.Single() is not YamlScalarNode { Value: { Length: > 0 } cipher })
            {
                problems.Add(line, $"config/{name}: `secure:` expects an encrypted text");
                return null;
            }

            if (salt is null)
            {
                problems.Add(line, $"config/{name}: is encrypted, and the file has no `encryptionsalt:` to read it with. Restore that line from version control");
                return null;
            }

            try
            {
                return decrypt(salt, cipher);
            }
            catch (SecretsException exception)
            {
                problems.Add(line, $"config/{name}: {exception.Message}");
                return null;
            }
        }
    }

    private string? FullKey(YamlNode key) => key is YamlScalarNode scalar ? ConfigurationKey.Full(project.Name, scalar.Value) : null;

    private static bool IsSecure(YamlMappingNode node) =>
        node.Children.Count == 1 && node.Children.Keys.Single() is YamlScalarNode { Value: "secure" };

    private static string ToJson(YamlNode value, Func<YamlMappingNode, string?> reveal)
    {
        using var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream);
        Write(value);
        writer.Flush();
        return Encoding.UTF8.GetString(stream.ToArray());

        void Write(YamlNode node)
        {
            switch (node)
            {
                case YamlMappingNode map when IsSecure(map):
                    writer.WriteStringValue(reveal(map));
                    break;
                case YamlMappingNode map:
                    writer.WriteStartObject();
                    foreach (var (key, member) in map.Children)
                    {
                        writer.WritePropertyName(((YamlScalarNode)key).Value ?? "");
                        Write(member);
                    }

                    writer.WriteEndObject();
                    break;
                case YamlSequenceNode list:
                    writer.WriteStartArray();
                    foreach (var item in list.Children) Write(item);
                    writer.WriteEndArray();
                    break;
                case YamlScalarNode scalar:
                    WriteScalar(scalar);
                    break;
            }
        }

        void WriteScalar(YamlScalarNode scalar)
        {
            var text = scalar.Value ?? "";
            if (scalar.Style != ScalarStyle.Plain) writer.WriteStringValue(text);
            else if (text is "" or "null" or "~") writer.WriteNullValue();
            else if (text is "true" or "false") writer.WriteBooleanValue(text == "true");
            else if (long.TryParse(text, out var integer)) writer.WriteNumberValue(integer);
            else if (IsJsonNumber(text)) writer.WriteRawValue(text);
            else writer.WriteStringValue(text);
        }
    }

    // JSON's own grammar decides: `1.10` stays as written, `.5`, `0x1f` and `1_000` stay texts.
    private static bool IsJsonNumber(string text)
    {
        if (!char.IsAsciiDigit(text[0]) && text[0] != '-') return false;
        try
        {
            using var number = JsonDocument.Parse(text);
            return number.RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Cli.Projects;

/// <summary>A YAML file whose top level is a map, with the lines its parts are on.</summary>
internal sealed class ConfigurationFile
{
    private readonly YamlMappingNode _root;

    private ConfigurationFile(YamlMappingNode root) => _root = root;

    public IEnumerable<KeyValuePair<YamlNode, YamlNode>> Entries => _root.Children;

    public YamlNode? this[string key] => _root.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    /// <summary>Null when the file is no such map; the reason is then among the problems.</summary>
    public static ConfigurationFile? Load(string path, ConfigurationProblems problems)
    {
        var yaml = new YamlStream();
        try
        {
            using var reader = new StreamReader(path);
            yaml.Load(reader);
        }
        catch (YamlException exception)
        {
            problems.Add(exception.Start.Line, exception.InnerException?.Message ?? exception.Message);
            return null;
        }

        switch (yaml.Documents.FirstOrDefault()?.RootNode)
        {
            case null or YamlScalarNode { Value: null or "" }:
                return new ConfigurationFile(new YamlMappingNode());
            case YamlMappingNode root:
                return new ConfigurationFile(root);
            case var other:
                problems.Add(other.Start.Line, "expected `key: value` lines");
                return null;
        }
    }

    public string? Text(string key, ConfigurationProblems problems)
    {
        switch (this[key])
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return scalar.Value;
            case var other:
                problems.Add(other.Start.Line, $"{key}: expected a text");
                return null;
        }
    }

    public long LineOf(string key) => this[key]?.Start.Line ?? 1;
}

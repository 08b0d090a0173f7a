using System.Collections.Immutable;
using System.CommandLine;
using Slipway.Cli.Projects;

namespace Slipway.Cli.Commands.Configuration;

/// <summary>The name of a value, and with <c>--path</c> the way within it.</summary>
internal sealed class ConfigKeyArgument
{
    private readonly Argument<string> _key = new("key") { Description = "The value: `size` is the project's own, `aws:region` another's" };
    private readonly Option<bool> _path = new("--path") { Description = "The key leads into an object or list: `data.items[0]`" };

    public void AddTo(Command command)
    {
        command.Add(_key);
        command.Add(_path);
    }

    public bool IsPath(ParseResult parsed) => parsed.GetValue(_path);

    /// <summary>The full key, then the parts of the way.</summary>
    public ImmutableArray<object> Read(ParseResult parsed, Project project)
    {
        var text = parsed.GetRequiredValue(_key);
        ImmutableArray<object> parts = IsPath(parsed) ? ConfigurationPath.Parse(text) : [text];
        var key = ConfigurationKey.Full(project.Name, parts[0] as string)
            ?? throw new UserException($"'{text}' is no configuration key. Write it as `{project.Name}:size`, or `size` for short.");
        return [key, .. parts[1..]];
    }
}

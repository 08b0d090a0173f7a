using System.CommandLine;
using System.Text.Json;
using Slipway.Cli.Projects;

namespace Slipway.Cli.Commands.Configuration;

internal static class ConfigGetCommand
{
    public static Command Create(CommandContext context)
    {
        var key = new ConfigKeyArgument();
        var stack = SharedOptions.Stack();
        var command = new Command("get", "Print one value, decrypted; objects and lists as JSON");
        key.AddTo(command);
        command.Add(stack);
        command.SetAction(parsed =>
        {
            var selected = context.Stacks.Select(parsed.GetRequiredValue(stack));
            var path = key.Read(parsed, selected.Project);
            context.Session.Output.Writer.WriteLine(Find(selected.Configuration, path) ?? throw new UserException(
                $"stack '{selected.Name}' has no value '{ConfigurationPath.Show(path)}'. `slipway config -s {selected.Name}` lists what it has."));
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static string? Find(StackConfiguration configuration, IReadOnlyList<object> path)
    {
        if (!configuration.Values.TryGetValue((string)path[0], out var value) || path.Count == 1) return value;
        // A plain value leads nowhere; only objects and lists are kept as JSON.
        if (value is not ['{' or '[', ..]) return null;
        using var json = JsonDocument.Parse(value);
        var element = json.RootElement;
        foreach (var part in path.Skip(1))
        {
            switch (part, element.ValueKind)
            {
                case (string name, JsonValueKind.Object) when element.TryGetProperty(name, out var member):
                    element = member;
                    break;
                case (int index, JsonValueKind.Array) when index < element.GetArrayLength():
                    element = element[index];
                    break;
                default:
                    return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetRawText();
    }
}

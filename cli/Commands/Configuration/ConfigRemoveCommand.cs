using System.CommandLine;
using Slipway.Cli.Projects;

namespace Slipway.Cli.Commands.Configuration;

internal static class ConfigRemoveCommand
{
    public static Command Create(CommandContext context)
    {
        var key = new ConfigKeyArgument();
        var stack = SharedOptions.Stack();
        var command = new Command("rm", "Remove a value");
        key.AddTo(command);
        command.Add(stack);
        command.SetAction(parsed =>
        {
            var project = context.Stacks.FindProject();
            var name = parsed.GetRequiredValue(stack);
            context.Stacks.RequireConfigured(name);
            var path = key.Read(parsed, project);
            return new StackFile(project, name).Remove(path)
                ? (int)ExitCode.Done
                : throw new UserException($"stack '{name}' has no value '{ConfigurationPath.Show(path)}'. `slipway config -s {name}` lists what it has.");
        });
        return command;
    }
}

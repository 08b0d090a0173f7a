using System.CommandLine;

namespace Slipway.Cli.Commands.Configuration;

internal static class ConfigCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("config", "Read and write the stack's configuration")
        {
            ConfigListCommand.Create(context, "list"),
            ConfigGetCommand.Create(context),
            ConfigSetCommand.Create(context),
            ConfigRemoveCommand.Create(context),
        };
        // Alone it lists, as in Pulumi.
        var list = ConfigListCommand.Create(context, "list");
        foreach (var option in list.Options) command.Add(option);
        command.Action = list.Action;
        return command;
    }
}

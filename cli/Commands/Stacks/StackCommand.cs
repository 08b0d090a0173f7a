using System.CommandLine;

namespace Slipway.Cli.Commands.Stacks;

internal static class StackCommand
{
    public static Command Create(CommandContext context) =>
        new("stack", "Stacks of this project and the state kept of them")
        {
            StackListCommand.Create(context),
            StackExportCommand.Create(context),
            StackImportCommand.Create(context),
            StackHistoryCommand.Create(context),
            StackSettleCommand.Create(context),
            StackRemoveCommand.Create(context),
            Select(),
        };

    // People who know Pulumi look for it.
    private static Command Select()
    {
        var command = new Command("select", "") { Hidden = true, TreatUnmatchedTokensAsErrors = false };
        command.SetAction(int (_) => throw new UserException("slipway has no selected stack, so that no command depends on what was typed last: name it with --stack."));
        return command;
    }
}

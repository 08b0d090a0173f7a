using System.CommandLine;

namespace Slipway.Cli.Commands.Stacks;

internal static class StackRemoveCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var yes = SharedOptions.Yes();
        var force = new Option<bool>("--force") { Description = "Forget resources that still exist; nothing will find them again" };
        var command = new Command("rm", "Forget the stack's state and history; its configuration file stays") { stack, yes, force };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.SelectState(parsed.GetRequiredValue(stack));
            if (!parsed.GetValue(yes) && !context.Session.Confirm($"Forget stack {selected.Name} of {selected.Project.Name}, with its history?", "--yes does so without asking"))
            {
                context.Session.Error.WriteLine("Nothing was changed.");
                return (int)ExitCode.Failed;
            }

            await context.Platform.Operations(selected).RemoveAsync(parsed.GetValue(force), cancellationToken);
            context.Session.Output.WriteLine($"Stack {selected.Name} is forgotten.");
            return (int)ExitCode.Done;
        });
        return command;
    }
}

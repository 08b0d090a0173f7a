using System.CommandLine;
using Slipway.Cli.Screens;

namespace Slipway.Cli.Commands.Stacks;

internal static class StackHistoryCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var json = SharedOptions.Json();
        var command = new Command("history", "List the stack's updates, the latest first") { stack, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.SelectState(parsed.GetRequiredValue(stack));
            var history = await context.Platform.Operations(selected).ReadHistoryAsync(cancellationToken);
            var output = context.Session.Output;
            if (parsed.GetValue(json)) output.Writer.WriteLine(Json.Document(writer => StacksScreen.Write(writer, history)));
            else if (history.IsEmpty) output.WriteLine($"Stack {selected.Name} was never updated here.");
            else output.Write(StacksScreen.Lines(history));
            return (int)ExitCode.Done;
        });
        return command;
    }
}

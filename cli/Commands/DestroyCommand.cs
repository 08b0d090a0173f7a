using System.CommandLine;
using Slipway.Cli.Changes;

namespace Slipway.Cli.Commands;

internal static class DestroyCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var yes = SharedOptions.Yes();
        var json = SharedOptions.Json();
        var command = new Command("destroy", "Remove everything the stack has made, with its data") { stack, yes, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.Select(parsed.GetRequiredValue(stack));
            var operations = context.Platform.Operations(selected);
            return (int)await new StackChange(context.Session, context.Interruption).RunAsync(
                new ChangeRequest
                {
                    Stack = selected.Name,
                    Project = selected.Project.Name,
                    Question = $"Destroy all of this, with the data of stack {selected.Name}?",
                    Preview = operations.PreviewDestroyAsync,
                    Apply = operations.DestroyAsync,
                    ShowOutputs = false,
                    Yes = parsed.GetValue(yes),
                    Json = parsed.GetValue(json),
                },
                cancellationToken);
        });
        return command;
    }
}

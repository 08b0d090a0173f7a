using System.CommandLine;
using Slipway.Cli.Changes;

namespace Slipway.Cli.Commands;

internal static class DestroyCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var yes = SharedOptions.Yes();
        var diff = SharedOptions.Diff();
        var json = SharedOptions.JsonEvents();
        var engine = new EngineOptions();
        var command = new Command("destroy", "Remove everything the stack has made, with its data") { stack, yes, diff, json };
        engine.AddTo(command, withReplace: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.Select(parsed.GetRequiredValue(stack));
            var operations = context.Platform.Operations(selected);
            return (int)await context.Change().RunAsync(
                new ChangeRequest
                {
                    Stack = selected.Name,
                    Project = selected.Project.Name,
                    Configuration = selected.Configuration,
                    Options = engine.Read(parsed),
                    Command = "destroy",
                    Question = $"Destroy all of this, with the data of stack {selected.Name}?",
                    Preview = operations.PreviewDestroyAsync,
                    Apply = operations.DestroyAsync,
                    Mask = operations.Mask,
                    Yes = parsed.GetValue(yes),
                    Diff = parsed.GetValue(diff),
                    Json = parsed.GetValue(json),
                },
                cancellationToken);
        });
        return command;
    }
}

using System.CommandLine;
using Slipway.Cli.Changes;

namespace Slipway.Cli.Commands;

internal static class PreviewCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var diff = SharedOptions.Diff();
        var verbose = SharedOptions.Verbose();
        var json = SharedOptions.Json();
        var command = new Command("preview", "Show what `up` would change, and change nothing") { stack, diff, verbose, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.Select(parsed.GetRequiredValue(stack));
            await new StackChange(context.Session, context.Interruption).PreviewAsync(
                new ChangeRequest
                {
                    Stack = selected.Name,
                    Project = selected.Project.Name,
                    Preview = context.Platform.Operations(selected).PreviewAsync,
                    Diff = parsed.GetValue(diff),
                    Verbose = parsed.GetValue(verbose),
                    Json = parsed.GetValue(json),
                },
                cancellationToken);
            return (int)ExitCode.Done;
        });
        return command;
    }
}

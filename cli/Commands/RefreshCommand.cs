using System.CommandLine;
using Slipway.Cli.Changes;

namespace Slipway.Cli.Commands;

internal static class RefreshCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var yes = SharedOptions.Yes();
        var diff = SharedOptions.Diff();
        var verbose = SharedOptions.Verbose();
        var json = SharedOptions.JsonEvents();
        var engine = new EngineOptions();
        var command = new Command("refresh", "Bring the recorded state to what the resources really are; the resources stay as they are") { stack, yes, diff, verbose, json };
        engine.AddTo(command, withReplace: false, withRefresh: false);
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
                    Command = "refresh",
                    Question = "Record the resources as they were found?",
                    Preview = operations.PreviewRefreshAsync,
                    Apply = operations.RefreshAsync,
                    Mask = operations.Mask,
                    Yes = parsed.GetValue(yes),
                    Diff = parsed.GetValue(diff),
                    Verbose = parsed.GetValue(verbose),
                    Json = parsed.GetValue(json),
                },
                cancellationToken);
        });
        return command;
    }
}

using System.CommandLine;

namespace Slipway.Cli.Commands.Stacks;

internal static class StackExportCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var file = new Option<string?>("--file") { Description = "Where to write it; stdout when not given", HelpName = "file" };
        var command = new Command("export", "Write the state as `pulumi stack import` reads it, secrets encrypted") { stack, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.SelectState(parsed.GetRequiredValue(stack));
            var json = await context.Platform.Operations(selected).ExportAsync(cancellationToken);
            if (!json.EndsWith('\n')) json += "\n";
            if (parsed.GetValue(file) is { } name) WholeFile.WriteForOwner(Path.GetFullPath(name, context.Session.WorkingDirectory), json);
            else await context.Session.Output.Writer.WriteAsync(json);
            return (int)ExitCode.Done;
        });
        return command;
    }
}

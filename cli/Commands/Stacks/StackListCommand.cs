using System.CommandLine;
using Slipway.Cli.Screens;
using Slipway.Cli.Stacks;

namespace Slipway.Cli.Commands.Stacks;

internal static class StackListCommand
{
    public static Command Create(CommandContext context)
    {
        var json = SharedOptions.Json();
        var command = new Command("ls", "List the stacks of this project") { json };
        command.SetAction(parsed =>
        {
            var project = context.Stacks.FindProject();
            var stacks = KnownStack.List(project);
            var output = context.Session.Output;
            if (parsed.GetValue(json)) output.Writer.WriteLine(Json.Document(writer => StacksScreen.Write(writer, stacks)));
            else if (stacks.IsEmpty) output.WriteLine($"{project.Name} has no stacks yet: write a Pulumi.<stack>.yaml, beginning with `config:`.");
            else output.Write(StacksScreen.Lines(stacks));
            return (int)ExitCode.Done;
        });
        return command;
    }
}

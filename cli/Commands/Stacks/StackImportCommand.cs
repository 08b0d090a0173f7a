using System.CommandLine;

namespace Slipway.Cli.Commands.Stacks;

internal static class StackImportCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var file = new Option<string?>("--file") { Description = "Where to read it; stdin when not given", HelpName = "file" };
        var force = new Option<bool>("--force") { Description = "Take a state of another stack or project too" };
        var command = new Command("import", "Put an exported state in place of the stored one; all of it is checked first") { stack, file, force };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.SelectState(parsed.GetRequiredValue(stack));
            var json = await ReadAsync(context, parsed.GetValue(file), cancellationToken);
            await context.Platform.Operations(selected).ImportAsync(json, parsed.GetValue(force), cancellationToken);
            context.Session.Output.WriteLine($"The state of stack {selected.Name} is now the imported one. `slipway preview -s {selected.Name} --refresh` compares it with the program and with what exists.");
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task<string> ReadAsync(CommandContext context, string? file, CancellationToken cancellationToken)
    {
        if (file is null) return await context.Session.StandardInput().ReadToEndAsync(cancellationToken);
        var path = Path.GetFullPath(file, context.Session.WorkingDirectory);
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"cannot read {path}: {exception.Message} Write one with `pulumi stack export --file {file}`.");
        }
    }
}

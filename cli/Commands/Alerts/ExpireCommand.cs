using System.CommandLine;

namespace Slipway.Cli.Commands.Alerts;

internal static class ExpireCommand
{
    public static Command Create(CommandContext context)
    {
        var options = new AlertmanagerOptions(context);
        var id = new Argument<string>("id") { Description = "The silence, as `slipway alerts` names it" };
        var command = new Command("expire", "End a silence before its time") { id, options.Stack, options.Address };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = parsed.GetRequiredValue(id);
            if (!Guid.TryParse(text, out var silence)) throw new UserException($"'{text}' is not the id of a silence, expected one as `slipway alerts` shows it.");
            if (!await options.AskAsync(parsed, client => client.ExpireAsync(silence, cancellationToken), cancellationToken))
                throw new UserException($"there is no silence '{text}': `slipway alerts` shows those that hold something back.", ExitCode.Failed);
            context.Session.Output.WriteLine($"{silence}  ended");
            return (int)ExitCode.Done;
        });
        return command;
    }
}

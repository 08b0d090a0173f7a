using System.CommandLine;
using Slipway.Cli.Screens;

namespace Slipway.Cli.Commands.Alerts;

internal static class AlertsCommand
{
    public static Command Create(CommandContext context)
    {
        var options = new AlertmanagerOptions(context);
        var json = SharedOptions.Json();
        var command = new Command("alerts", "Show which alerts fire, and hold some back for a while")
        {
            options.Stack,
            options.Address,
            json,
            SilenceCommand.Create(context),
            ExpireCommand.Create(context),
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var alerts = await options.AskAsync(parsed, client => client.ReadAsync(cancellationToken), cancellationToken);
            var output = context.Session.Output;
            if (parsed.GetValue(json))
            {
                output.Writer.WriteLine(Json.Document(writer => AlertsScreen.Write(writer, alerts)));
            }
            else if (alerts.IsEmpty)
            {
                output.WriteLine("No alert fires.");
            }
            else
            {
                output.Write(AlertsScreen.Lines(alerts, context.Session.Time.GetUtcNow()));
                output.Write(AlertsScreen.Notes(alerts));
            }

            return (int)ExitCode.Done;
        });
        return command;
    }
}

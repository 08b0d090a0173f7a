using System.CommandLine;
using Slipway.Cli.Alerts;
using Slipway.Cli.Screens;

namespace Slipway.Cli.Commands;

internal static class StatusCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var json = SharedOptions.Json();
        var command = new Command("status", "Show what is live, read from the running system; exit code 1 when something is down") { stack, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            context.Interruption.IsQuiet = true;
            var selected = context.Stacks.Select(parsed.GetRequiredValue(stack));
            var status = await context.Platform.Live(selected).ReadAsync(cancellationToken);
            var alertmanager = AlertmanagerAddress.In(await context.Platform.Operations(selected).ReadOutputsAsync(cancellationToken));
            var alerts = alertmanager is null ? null : await LiveAlerts.ReadAsync(alertmanager, cancellationToken);
            if (parsed.GetValue(json)) context.Session.Output.Writer.WriteLine(Json.Document(writer => StatusJson.Write(writer, selected.Name, status, alerts)));
            else context.Session.Output.Write(new StatusScreen(selected.Name, status, alerts, context.Session.Time.GetUtcNow()).Lines());
            return (int)(status.AllRunning ? ExitCode.Done : ExitCode.Failed);
        });
        return command;
    }
}

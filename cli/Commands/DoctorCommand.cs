using System.Collections.Immutable;
using System.CommandLine;
using Slipway.Cli.Doctor;
using Slipway.Cli.Screens;
using Slipway.Cli.Stacks;

namespace Slipway.Cli.Commands;

internal static class DoctorCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var install = new Option<bool>("--install") { Description = "Install missing distribution packages with apt" };
        var yes = SharedOptions.Yes();
        var json = SharedOptions.Json();
        var command = new Command("doctor", "Check that this machine has what the stack needs, and say what to do") { stack, install, yes, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.Select(parsed.GetRequiredValue(stack));
            if (parsed.GetValue(install))
            {
                var missing = context.ToolFinder().Missing(context.Platform.Tools(selected));
                await context.Installer().InstallAsync(missing, parsed.GetValue(yes), cancellationToken);
            }

            context.Interruption.IsQuiet = true;
            var findings = await DiagnoseAsync(context, selected, cancellationToken);
            if (parsed.GetValue(json)) context.Session.Output.Writer.WriteLine(Json.Document(writer => DoctorJson.Write(writer, findings)));
            else context.Session.Output.Write(DoctorScreen.Lines(findings));
            return (int)(findings.Any(finding => finding.State == FindingState.Missing) ? ExitCode.Failed : ExitCode.Done);
        });
        return command;
    }

    private static async Task<ImmutableArray<Finding>> DiagnoseAsync(CommandContext context, SelectedStack stack, CancellationToken cancellationToken)
    {
        var live = await context.Platform.Live(stack).ReadAsync(cancellationToken);
        var diagnosis = new Diagnosis(context.Session, context.ToolFinder(), context.Platform.FreeDisk);
        return await diagnosis.RunAsync(stack, context.Platform.Tools(stack), context.Platform.Ports(stack), live, cancellationToken);
    }
}

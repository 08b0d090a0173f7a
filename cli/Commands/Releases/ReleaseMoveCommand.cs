using System.CommandLine;
using Slipway.Cli.Releases;
using Slipway.Cli.Screens;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Commands.Releases;

/// <summary>What moves traffic: on, back, or back after all was over.</summary>
internal static class ReleaseMoveCommand
{
    public static Command CreatePromote(CommandContext context) => Create(
        context, "promote", "Give the new version all of the traffic now, and end the watch of one that has it",
        (moves, workload, cancel) => moves.WishAsync(workload, ReleaseWish.Promote, cancel), (files, workload) => files.Promote(workload));

    public static Command CreateAbort(CommandContext context) => Create(
        context, "abort", "Give the traffic back to the old version and end the release",
        (moves, workload, cancel) => moves.WishAsync(workload, ReleaseWish.Abort, cancel), (files, workload) => files.Abort(workload));

    public static Command CreateRollback(CommandContext context) => Create(
        context, "rollback", "Give the traffic back to the version before, which still runs",
        (moves, workload, cancel) => moves.RollBackAsync(workload, cancel), (files, workload) => files.RollBack(workload));

    private static Command Create(
        CommandContext context, string name, string description, Func<ReleaseMoves, string, CancellationToken, Task<ReleaseResult>> drive, Func<FileReleases, string, ExitCode> write)
    {
        var workload = ReleaseCommand.Workload();
        var stack = SharedOptions.Stack();
        var json = SharedOptions.Json();
        var command = new Command(name, description) { workload, stack, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.Select(parsed.GetRequiredValue(stack));
            if (!context.Platform.DrivesReleases(selected)) return (int)write(new FileReleases(selected, context.Session), parsed.GetRequiredValue(workload));
            var moves = new ReleaseMoves(selected, context.Platform, context.Session);
            var result = await drive(moves, parsed.GetRequiredValue(workload), cancellationToken);
            if (parsed.GetValue(json))
            {
                context.Session.Output.Writer.WriteLine(Json.Document(writer =>
                {
                    writer.WriteNumber("exitCode", (int)result.ExitCode);
                    writer.WriteString("release", result.Text);
                }));
            }
            else
            {
                foreach (var line in result.Text.Split('\n')) context.Session.Output.WriteLine(line);
            }

            return (int)result.ExitCode;
        });
        return command;
    }
}

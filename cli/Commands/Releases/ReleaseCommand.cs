using System.CommandLine;

namespace Slipway.Cli.Commands.Releases;

internal static class ReleaseCommand
{
    public static Command Create(CommandContext context) => new("release", "New versions beside the old ones: start, watch, promote, go back")
    {
        ReleaseStartCommand.Create(context),
        ReleaseStatusCommand.Create(context),
        ReleaseMoveCommand.CreatePromote(context),
        ReleaseMoveCommand.CreateAbort(context),
        ReleaseMoveCommand.CreateRollback(context),
        ReleaseNextCommand.Create(context),
        ReleaseNextCommand.CreateRecall(context),
    };

    public static Argument<string> Workload() => new("workload") { Description = "The workload, as its Score file names it" };
}

using System.CommandLine;
using Slipway.Cli.Releases;
using Slipway.Engine;

namespace Slipway.Cli.Commands.Releases;

internal static class ReleaseStartCommand
{
    public static Command Create(CommandContext context)
    {
        var workload = ReleaseCommand.Workload();
        var stack = SharedOptions.Stack();
        var yes = SharedOptions.Yes();
        var json = SharedOptions.JsonEvents();
        var force = SharedOptions.ForceRelease();
        var command = new Command("start", "Release what the files say now, also when it is what already runs or was taken back") { workload, stack, yes, json, force };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.Select(parsed.GetRequiredValue(stack));
            var name = parsed.GetRequiredValue(workload);
            if (!context.Platform.DrivesReleases(selected)) return (int)new FileReleases(selected, context.Session).Start(name);

            using var releases = new StackReleases(context, selected, parsed.GetValue(force)) { Only = name };
            await releases.RequireKnownAsync(cancellationToken);
            return (int)await UpCommand.RunAsync(
                context, selected, releases, new ChangeView(parsed.GetValue(yes), false, false, parsed.GetValue(json)), new UpdateOptions(), cancellationToken);
        });
        return command;
    }
}

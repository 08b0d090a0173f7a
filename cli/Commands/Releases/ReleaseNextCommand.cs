using System.CommandLine;
using Slipway.Cli.Releases;
using Slipway.Cli.Screens;
using Slipway.Cli.Stacks;

namespace Slipway.Cli.Commands.Releases;

/// <summary>Steps of a deployment for whoever runs `pulumi up`: <c>.ci/deploy</c>.</summary>
internal static class ReleaseNextCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var outputs = SharedOptions.Outputs(required: true);
        var images = new Option<string>("--images") { Description = "The images to bring the stack to: a JSON map by workload", HelpName = "file", Required = true };
        var back = new Option<string?>("--back") { Description = "Write the next step back instead, for this reason", HelpName = "reason" };
        var undo = new Option<string?>("--undo") { Description = "Write the way back from a deployment that has ended, for this reason", HelpName = "reason" };
        var command = new Command("next", "Write the next step of a deployment into Pulumi.<stack>.yaml, for `pulumi up` to carry out") { stack, outputs, images, back, undo };
        command.SetAction(parsed =>
        {
            var selected = Selected(context, parsed.GetRequiredValue(stack));
            var now = context.Session.Time.GetUtcNow();
            var file = new ReleaseFile(selected);
            var steps = new DeploymentSteps(
                RecordedOutputs.Read(parsed.GetRequiredValue(outputs)!), RecordedOutputs.ReadImages(parsed.GetRequiredValue(images)), ReleaseRollout.Read(selected), image => file.NameOf(image, now), now);
            var step = (parsed.GetValue(back), parsed.GetValue(undo)) switch
            {
                ({ } reason, _) => steps.Back(reason),
                (_, { } reason) => steps.Undo(reason),
                _ => steps.Next(),
            };
            file.Write(step);
            context.Session.Output.Writer.WriteLine(Json.Document(writer =>
            {
                writer.WriteString("what", step.What);
                if (step.Watch is { } watch) writer.WriteNumber("watch", (int)watch.TotalSeconds);
                else writer.WriteNull("watch");
                writer.WriteBoolean("moved", step.HasMoved);
                writer.WriteBoolean("last", step.IsLast);
            }));
            return (int)ExitCode.Done;
        });
        return command;
    }

    public static Command CreateRecall(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var outputs = SharedOptions.Outputs(required: true);
        var command = new Command("recall", "Write what the stack's outputs record of releases into Pulumi.<stack>.yaml, where a fresh checkout lacks it") { stack, outputs };
        command.SetAction(parsed =>
        {
            var selected = Selected(context, parsed.GetRequiredValue(stack));
            new ReleaseFile(selected).Write(DeploymentSteps.Recall(RecordedOutputs.Read(parsed.GetRequiredValue(outputs)!)));
            context.Session.Error.WriteLine($"Written to Pulumi.{selected.Name}.yaml: the slots and images of the last update.");
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static SelectedStack Selected(CommandContext context, string name)
    {
        var selected = context.Stacks.Select(name);
        return context.Platform.DrivesReleases(selected)
            ? throw new UserException($"stack '{name}' is updated by `slipway up -s {name}`, which releases what has changed by itself.")
            : selected;
    }
}

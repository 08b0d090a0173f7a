using System.Collections.Immutable;
using System.CommandLine;
using Slipway.Cli.Releases;
using Slipway.Cli.Screens;
using Slipway.Cli.Stacks;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Commands.Releases;

internal static class ReleaseStatusCommand
{
    public static Command Create(CommandContext context)
    {
        var workload = new Argument<string?>("workload") { Description = "Only this workload", Arity = ArgumentArity.ZeroOrOne };
        var stack = SharedOptions.Stack();
        var outputs = SharedOptions.Outputs();
        var json = SharedOptions.Json();
        var command = new Command("status", "Show slots, versions and traffic; the traffic as the running router has it") { workload, stack, outputs, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            context.Interruption.IsQuiet = true;
            var selected = context.Stacks.Select(parsed.GetRequiredValue(stack));
            var only = parsed.GetValue(workload);
            var shown = new List<ShownRelease>();
            foreach (var (name, state) in await ReadAsync(context, selected, parsed.GetValue(outputs), cancellationToken))
            {
                if (only is not null && name != only) continue;
                var shares = context.Platform.DrivesReleases(selected) ? await context.Platform.Live(selected).ReadSharesAsync(name, cancellationToken) : null;
                shown.Add(new ShownRelease(name, state, shares));
            }

            if (only is not null && shown.Count == 0) throw new UserException($"stack {selected.Name} has no workload '{only}' with slots.");
            if (parsed.GetValue(json)) context.Session.Output.Writer.WriteLine(Json.Document(writer => ReleaseScreen.Write(writer, selected.Name, shown)));
            else context.Session.Output.Write(ReleaseScreen.Lines(selected.Name, shown));
            return (int)(shown.Any(release => release.Disagrees) ? ExitCode.Failed : ExitCode.Done);
        });
        return command;
    }

    // Where others carry updates out, there is to see what they say, or else what the file does.
    private static async Task<ImmutableSortedDictionary<string, ReleaseState>> ReadAsync(CommandContext context, SelectedStack stack, string? outputs, CancellationToken cancellationToken)
    {
        if (!context.Platform.DrivesReleases(stack) && outputs is null) return ReleaseConfiguration.Read(stack);
        var recorded = outputs is null ? await new ReleaseSteps(stack, context.Platform.Operations).ReadAsync(cancellationToken) : RecordedOutputs.Read(outputs);
        return recorded.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.State, StringComparer.Ordinal);
    }
}

using System.CommandLine;
using Slipway.Cli.Changes;
using Slipway.Cli.Costs;
using Slipway.Cli.Policies;
using Slipway.Cli.Releases;
using Slipway.Cli.Stacks;

namespace Slipway.Cli.Commands;

internal static class PreviewCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var state = new Option<string?>("--state")
        {
            Description = "Compare with this state rather than the stored one: what `pulumi stack export` gives; needs no passphrase",
            HelpName = "file",
        };
        var diff = SharedOptions.Diff();
        var verbose = SharedOptions.Verbose();
        var json = SharedOptions.JsonEvents();
        var engine = new EngineOptions();
        var command = new Command("preview", "Show what `up` would change, and change nothing") { stack, state, diff, verbose, json };
        engine.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = engine.Read(parsed);
            var selected = Select(context, parsed.GetRequiredValue(stack), parsed.GetValue(state), options.Refresh);
            var costs = CostSettings.Read(selected.Name, selected.Configuration);
            var policies = PolicyCheck.Of(selected, context.Session.Time);
            var operations = context.Platform.Operations(selected);
            using var releases = context.Platform.DrivesReleases(selected) && selected.StateFile is null ? new StackReleases(context, selected, force: true) : null;
            return (int)await context.Change().PreviewAsync(
                new ChangeRequest
                {
                    Stack = selected.Name,
                    Project = selected.Project.Name,
                    Configuration = selected.Configuration,
                    Options = options,
                    Command = "preview",
                    Preview = releases is null ? operations.PreviewAsync : releases.PreviewAsync,
                    Notes = releases is null ? null : releases.Lines,
                    Cost = plan => CostSource.Of(plan, costs),
                    Judge = plan => policies.Run(PlanGraph.Of(plan)),
                    Mask = operations.Mask,
                    Diff = parsed.GetValue(diff),
                    Verbose = parsed.GetValue(verbose),
                    Json = parsed.GetValue(json),
                },
                cancellationToken);
        });
        return command;
    }

    private static SelectedStack Select(CommandContext context, string stack, string? state, bool refresh)
    {
        if (state is null) return context.Stacks.Select(stack);
        if (refresh) throw new UserException("--refresh asks the providers how the resources really are, --state compares with a file: give one of the two.");
        var file = Path.GetFullPath(state, context.Session.WorkingDirectory);
        if (!File.Exists(file)) throw new UserException($"--state names '{state}', which does not exist. Write one with `pulumi stack export --file {state}` or `slipway stack export --file {state}`.");
        return context.Stacks.SelectWithoutSecrets(stack) with { StateFile = file };
    }
}

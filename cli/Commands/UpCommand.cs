using System.CommandLine;
using Slipway.Cli.Changes;
using Slipway.Cli.Costs;
using Slipway.Cli.Policies;
using Slipway.Cli.Releases;
using Slipway.Cli.Stacks;
using Slipway.Engine;

namespace Slipway.Cli.Commands;

internal static class UpCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var yes = SharedOptions.Yes();
        var diff = SharedOptions.Diff();
        var verbose = SharedOptions.Verbose();
        var json = SharedOptions.JsonEvents();
        var force = SharedOptions.ForceRelease();
        var engine = new EngineOptions();
        var command = new Command("up", "Plan, show, ask and apply: bring the stack to what its program says")
        {
            stack, yes, diff, verbose, json, force, SkipPreview(),
        };
        engine.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.Select(parsed.GetRequiredValue(stack));
            using var releases = context.Platform.DrivesReleases(selected) ? new StackReleases(context, selected, parsed.GetValue(force)) : null;
            return (int)await RunAsync(
                context,
                selected,
                releases,
                new ChangeView(parsed.GetValue(yes), parsed.GetValue(diff), parsed.GetValue(verbose), parsed.GetValue(json)),
                engine.Read(parsed),
                cancellationToken);
        });
        return command;
    }

    /// <param name="releases">Null where releases are not driven from here.</param>
    public static async Task<ExitCode> RunAsync(
        CommandContext context, SelectedStack selected, StackReleases? releases, ChangeView view, UpdateOptions options, CancellationToken cancellationToken)
    {
        var costs = CostSettings.Read(selected.Name, selected.Configuration);
        var policies = PolicyCheck.Of(selected, context.Session.Time);
        var missing = context.ToolFinder().Missing(context.Platform.Tools(selected));
        await context.Installer().InstallAsync(missing, view.Yes, cancellationToken);

        var operations = context.Platform.Operations(selected);
        var live = context.Platform.Live(selected);
        return await context.Change().RunAsync(
            new ChangeRequest
            {
                Stack = selected.Name,
                Project = selected.Project.Name,
                Configuration = selected.Configuration,
                Options = options,
                Command = "up",
                Question = "Apply these changes?",
                Preview = releases is null ? operations.PreviewAsync : releases.PreviewAsync,
                Apply = async (plan, updateOptions, observe, stop) =>
                {
                    var started = await live.StartAsync(stop);
                    if (started.Length > 0) context.Session.Error.WriteLine($"Brought back: {started}");
                    return await (releases is null ? operations.UpAsync(plan, updateOptions, observe, stop) : releases.ApplyAsync(plan, updateOptions, observe, stop));
                },
                LookBack = live.ReadAsync,
                Follow = releases is null ? null : (outcome, stop) => releases.FollowAsync(outcome, live, stop),
                Notes = releases is null ? null : releases.Lines,
                Cost = plan => CostSource.Of(plan, costs),
                Judge = plan => policies.Run(PlanGraph.Of(plan)),
                Mask = operations.Mask,
                ShowOutputs = true,
                Yes = view.Yes,
                Diff = view.Diff,
                Verbose = view.Verbose,
                Json = view.Json,
            },
            cancellationToken);
    }

    // People who know Pulumi look for it; a refusal with the reason serves them better than "unrecognized".
    private static Option<bool> SkipPreview()
    {
        var option = new Option<bool>("--skip-preview") { Hidden = true };
        option.Validators.Add(result =>
        {
            if (result.Implicit) return;
            result.AddError("--skip-preview is not offered: an update applies exactly the plan that was shown and checked. --yes goes on without a question.");
        });
        return option;
    }
}

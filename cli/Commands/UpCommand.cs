using System.CommandLine;
using Slipway.Cli.Changes;
using Slipway.Cli.Costs;
using Slipway.Cli.Policies;

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
        var engine = new EngineOptions();
        var command = new Command("up", "Plan, show, ask and apply: bring the stack to what its program says")
        {
            stack, yes, diff, verbose, json, SkipPreview(),
        };
        engine.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.Select(parsed.GetRequiredValue(stack));
            var costs = CostSettings.Read(selected.Name, selected.Configuration);
            var policies = PolicyCheck.Of(selected, context.Session.Time);
            var missing = context.ToolFinder().Missing(context.Platform.Tools(selected));
            await context.Installer().InstallAsync(missing, parsed.GetValue(yes), cancellationToken);

            var operations = context.Platform.Operations(selected);
            var live = context.Platform.Live(selected);
            return (int)await context.Change().RunAsync(
                new ChangeRequest
                {
                    Stack = selected.Name,
                    Project = selected.Project.Name,
                    Configuration = selected.Configuration,
                    Options = engine.Read(parsed),
                    Command = "up",
                    Question = "Apply these changes?",
                    Preview = operations.PreviewAsync,
                    Apply = async (plan, options, observe, stop) =>
                    {
                        var started = await live.StartAsync(stop);
                        if (started.Length > 0) context.Session.Error.WriteLine($"Brought back: {started}");
                        return await operations.UpAsync(plan, options, observe, stop);
                    },
                    LookBack = live.ReadAsync,
                    Cost = plan => CostSource.Of(plan, costs),
                    Judge = plan => policies.Run(PlanGraph.Of(plan)),
                    Mask = operations.Mask,
                    ShowOutputs = true,
                    Yes = parsed.GetValue(yes),
                    Diff = parsed.GetValue(diff),
                    Verbose = parsed.GetValue(verbose),
                    Json = parsed.GetValue(json),
                },
                cancellationToken);
        });
        return command;
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

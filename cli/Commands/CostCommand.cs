using System.CommandLine;
using Slipway.Cli.Costs;
using Slipway.Cli.Screens;
using Slipway.Cli.Stacks;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Commands;

internal static class CostCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var plan = new Option<string?>("--plan") { Description = "Look at this plan: what `pulumi preview --json --show-sames` or `slipway preview --json` gives", HelpName = "file" };
        var state = new Option<string?>("--state") { Description = "Look at this state, what `pulumi stack export` gives; with --plan, what the plan leaves out is taken from it", HelpName = "file" };
        var @base = SharedOptions.Base();
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Show every line of every resource" };
        var json = SharedOptions.Json();
        var markdown = new Option<bool>("--markdown") { Description = "Markdown on stdout, for a page or a comment" };
        var command = new Command("cost", "Say what a stack costs in a month, by public list prices") { stack, plan, state, @base, verbose, json, markdown };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(markdown)) throw new UserException("--json and --markdown are two forms of one answer: give one of the two.");
            if (parsed.GetValue(@base) is not null && parsed.GetValue(plan) is null) throw new UserException("--base is what --plan is compared with: give --plan too.");
            var selected = context.Stacks.SelectWithoutSecrets(parsed.GetRequiredValue(stack));
            var settings = CostSettings.Read(selected.Name, selected.Configuration);
            var result = parsed.GetValue(plan) is null && parsed.GetValue(state) is null
                ? CostSource.Of(await PlanAsync(context, selected, cancellationToken), settings)
                : CostSource.OfFiles(FullPath(context, parsed.GetValue(plan)), FullPath(context, parsed.GetValue(state)), FullPath(context, parsed.GetValue(@base)), selected, settings);
            Show(context, result, parsed.GetValue(json), parsed.GetValue(markdown), parsed.GetValue(verbose));
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void Show(CommandContext context, CostResult result, bool json, bool markdown, bool verbose)
    {
        var output = context.Session.Output;
        if (json)
        {
            output.Writer.WriteLine(Json.Document(writer =>
            {
                CostJson.Write(writer, result);
                CostJson.WriteResources(writer, result.Estimate);
            }));
        }
        else if (markdown)
        {
            foreach (var line in CostMarkdown.Lines(result)) output.Writer.WriteLine(line);
        }
        else
        {
            output.Write(new CostScreen(result, verbose).Lines());
        }
    }

    private static async Task<Plan> PlanAsync(CommandContext context, SelectedStack stack, CancellationToken cancellationToken)
    {
        context.Session.Error.WriteLine($"Planning stack {stack.Name} of {stack.Project.Name}", Styles.Faint);
        var plan = await context.Platform.Operations(stack).PreviewAsync(new(), _ => { }, cancellationToken);
        return plan.Failed
            ? throw new UserException($"The plan has {Plural.Of(plan.Problems.Length, "problem")}, and nothing was estimated:\n{string.Join('\n', plan.Problems.Select(problem => $"  {problem}"))}")
            : plan;
    }

    private static string? FullPath(CommandContext context, string? file) => file is null ? null : Path.GetFullPath(file, context.Session.WorkingDirectory);
}

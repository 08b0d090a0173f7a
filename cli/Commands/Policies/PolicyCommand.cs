using System.CommandLine;
using Pulumi.Offline;
using Slipway.Cli.Policies;
using Slipway.Cli.Progress;
using Slipway.Cli.Screens;
using Slipway.Cli.Stacks;
using Slipway.Engine;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;
using Slipway.Policies.Graph.Reading;

namespace Slipway.Cli.Commands.Policies;

internal static class PolicyCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var plan = new Option<string?>("--plan") { Description = "Judge this preview rather than plan anew: `pulumi preview --json --show-sames`, or its --event-log", HelpName = "file" };
        var state = new Option<string?>("--state") { Description = "Judge this state: `pulumi stack export`; with --plan, where its unchanged resources are", HelpName = "file" };
        var format = new Option<ReportFormat>("--format") { Description = "text, json, sarif or markdown", HelpName = "format" };
        var output = new Option<string?>("--output", "-o") { Description = "Where to write it; stdout when not given", HelpName = "file" };
        var command = new Command("policy", "Check a plan, a preview or a state against the policies") { stack, plan, state, format, output, PolicyListCommand.Create(context) };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.SelectWithoutSecrets(parsed.GetRequiredValue(stack));
            var check = PolicyCheck.Of(selected, context.Session.Time);
            var operations = context.Platform.Operations(selected);
            var graph = Read(context, parsed.GetValue(plan), parsed.GetValue(state), selected.Name) ?? await PlanAsync(context, selected, operations, cancellationToken);
            var report = check.Run(graph).Masked(operations.Mask);
            Write(context, report, parsed.GetValue(format), parsed.GetValue(output), new ComponentSources(selected.Project, graph));
            return (int)(report.Refuses ? ExitCode.Policy : ExitCode.Done);
        });
        return command;
    }

    /// <summary>The graph of the files given; null when none is.</summary>
    private static ResourceGraph? Read(CommandContext context, string? plan, string? state, string stack)
    {
        if (plan is null && state is null) return null;
        try
        {
            var stored = state is null ? null : File(state);
            if (stored is { IsPlan: true }) throw new UserException($"--state names '{state}', which is a preview. Give it as --plan.");
            if (plan is null) return Of(stored!.Graph, state!);
            var planned = File(plan);
            if (!planned.IsPlan) throw new UserException($"--plan names '{plan}', which is a state. Give it as --state.");
            if (stored is not null) planned = planned.CompletedFrom(stored.Graph);
            if (planned.LeftOut > 0)
                throw new UserException($"'{plan}' leaves out {Plural.Of(planned.LeftOut, "unchanged resource")}, and a policy may be about them. Make it with `pulumi preview --json --show-sames`, or add --state with `pulumi stack export`.");
            return Of(planned.Graph, plan);
        }
        catch (GraphFormatException error)
        {
            throw new UserException(error.Message);
        }

        GraphReading File(string name) => GraphFile.Read(Path.GetFullPath(name, context.Session.WorkingDirectory));

        // Settings of one stack say nothing of another.
        ResourceGraph Of(ResourceGraph graph, string file) => graph.Stack.Length == 0 || graph.Stack == stack
            ? graph
            : throw new UserException($"'{file}' is of stack '{graph.Stack}', the settings are of '{stack}'. Add --stack {graph.Stack}.");
    }

    private static async Task<ResourceGraph> PlanAsync(CommandContext context, SelectedStack selected, IStackOperations operations, CancellationToken cancellationToken)
    {
        context.Session.Error.WriteLine($"Planning stack {selected.Name} of {selected.Project.Name}", Styles.Faint);
        var plan = await operations.PreviewAsync(new UpdateOptions(), _ => { }, cancellationToken);
        if (!plan.Failed) return PlanGraph.Of(plan);
        foreach (var problem in plan.Problems) context.Session.Error.Write(Messages.Lines(new EngineEvent.Message(LogSeverity.Error, problem, null, false)));
        throw new UserException($"the plan has {Plural.Of(plan.Problems.Length, "problem")}, told above. Nothing was checked.");
    }

    private static void Write(CommandContext context, PolicyReport report, ReportFormat format, string? output, ComponentSources sources)
    {
        if (output is not null) WholeFile.Replace(Path.GetFullPath(output, context.Session.WorkingDirectory), ReportText.Of(report, format, sources));
        else if (format == ReportFormat.Text) context.Session.Output.Write(PolicyScreen.Lines(report, always: true));
        else context.Session.Output.Writer.Write(ReportText.Of(report, format, sources));
    }
}

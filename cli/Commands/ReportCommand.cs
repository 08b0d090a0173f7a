using System.CommandLine;
using Slipway.Cli.Reports;

namespace Slipway.Cli.Commands;

/// <summary>Needs no project, no state and no program: only the files that earlier commands wrote.</summary>
internal static class ReportCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = Many("--stack", "A stack of the report; give it once for each, and its files in the same order", "name", "-s");
        var plan = Many("--plan", "Its plan: what `pulumi preview --json` or `slipway preview --json` gave", "file");
        var policy = Many("--policy", "Its findings: what `slipway policy --format json` gave", "file");
        var cost = Many("--cost", "Its costs: what `slipway cost --json` gave", "file");
        var @base = Many("--base", "A plan of before the change, to show what differs between the two", "file");
        var failed = Many("--failed", "A stack whose preview failed", "name");
        var command = new Command("report", "Write the comment of a pull request from plans, findings and costs, as Markdown") { stack, plan, policy, cost, @base, failed };
        command.SetAction(parsed =>
        {
            var stacks = parsed.GetValue(stack) ?? [];
            var plans = Files(context, parsed.GetValue(plan), "--plan", stacks.Length).Select(file => file ?? throw new UserException("Each --stack needs its --plan.")).ToArray();
            var policies = Files(context, parsed.GetValue(policy), "--policy", stacks.Length);
            var costs = Files(context, parsed.GetValue(cost), "--cost", stacks.Length);
            var bases = Files(context, parsed.GetValue(@base), "--base", stacks.Length);
            var lost = parsed.GetValue(failed) ?? [];
            if (stacks.Length + lost.Length == 0) throw new UserException("There is nothing to report: give --stack and --plan, or --failed.");
            var reports = stacks.Select((name, index) => ReportReader.Read(name, plans[index], bases[index], policies[index], costs[index]))
                .Concat(lost.Select(StackReport.Failed));
            context.Session.Output.Writer.Write(new ReportMarkdown([.. reports]).Text());
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static Option<string[]> Many(string name, string description, string helpName, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = false };

    // A stack that lacks one of the files has an empty text in its place.
    private static string?[] Files(CommandContext context, string[]? files, string option, int stacks)
    {
        if (files is null or []) return new string?[stacks];
        return files.Length == stacks
            ? [.. files.Select(file => file.Length == 0 ? null : Path.GetFullPath(file, context.Session.WorkingDirectory))]
            : throw new UserException($"{option} is given {files.Length} times and --stack {stacks} times: each stack has one, in the same order, '' for none.");
    }
}

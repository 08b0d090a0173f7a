using System.CommandLine;
using Slipway.Cli.Policies;
using Slipway.Cli.Screens;
using Slipway.Policies.Reports;

namespace Slipway.Cli.Commands.Policies;

internal static class PolicyListCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var markdown = new Option<bool>("--markdown") { Description = "As a table for a page" };
        var command = new Command("list", "Show the rules, those of the stack among them") { stack, markdown };
        command.SetAction(parsed =>
        {
            var rules = PolicyCheck.Of(context.Stacks.SelectClosed(parsed.GetRequiredValue(stack)), context.Session.Time).Rules;
            if (parsed.GetValue(markdown)) context.Session.Output.Writer.Write(RulePage.Write(rules));
            else context.Session.Output.Write(rules.OrderBy(rule => rule.Id, StringComparer.Ordinal).Select(rule => new Line { Indent = 36 }.Add(rule.Id, Styles.Strong).PadTo(36).Add(rule.Description.Title)));
            return (int)ExitCode.Done;
        });
        return command;
    }
}

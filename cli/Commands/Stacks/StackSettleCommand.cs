using System.Collections.Immutable;
using System.CommandLine;
using Slipway.Cli.Screens;
using Slipway.Engine;
using Slipway.Engine.State;

namespace Slipway.Cli.Commands.Stacks;

internal static class StackSettleCommand
{
    public static Command Create(CommandContext context)
    {
        var urn = new Argument<string?>("urn") { Description = "The resource; without it all open operations are listed", Arity = ArgumentArity.ZeroOrOne };
        var stack = SharedOptions.Stack();
        var done = new Option<bool>("--done") { Description = "It was carried out: the resource was made, changed, or is gone" };
        var notDone = new Option<bool>("--not-done") { Description = "It was not carried out: all is as before" };
        var id = new Option<string?>("--id") { Description = "With --done of a creation: the id of what was made", HelpName = "id" };
        var command = new Command("settle", "Say what became of operations that an interrupted update left open") { urn, stack, done, notDone, id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.SelectState(parsed.GetRequiredValue(stack));
            var operations = context.Platform.Operations(selected);
            if (parsed.GetValue(urn) is not { } about)
            {
                context.Session.Output.Write(List(await operations.ReadPendingAsync(cancellationToken), selected.Name));
                return (int)ExitCode.Done;
            }

            var outcome = (parsed.GetValue(done), parsed.GetValue(notDone)) switch
            {
                (true, false) => SettledOutcome.Done,
                (false, true) => SettledOutcome.NotDone,
                _ => throw new UserException("say either --done or --not-done: look whether the resource is there and as it should be."),
            };
            if (outcome == SettledOutcome.NotDone && parsed.GetValue(id) is not null) throw new UserException("--id names what was made; it goes with --done.");
            await operations.SettleAsync(about, outcome, parsed.GetValue(id), cancellationToken);
            context.Session.Output.WriteLine($"Settled. `slipway up -s {selected.Name}` goes on from here.");
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static IEnumerable<Line> List(ImmutableArray<PendingOperation> pending, string stack)
    {
        if (pending.IsEmpty)
        {
            yield return new Line($"Stack {stack} has no open operations.");
            yield break;
        }

        foreach (var operation in pending)
        {
            var settle = $"slipway stack settle '{operation.Resource.Urn}' -s {stack}";
            yield return new Line { Indent = 4 }.Add($"{operation.Kind} ", Styles.Warning).Add(operation.Resource.Name, Styles.Strong).Add($" ({operation.Resource.Type}) was begun; its end is not known.");
            yield return new Line("  it was done:      ") { Indent = 4 }.Add(settle).Add(operation.Kind == "creating" ? " --done --id <id>" : " --done");
            yield return new Line("  it was not done:  ") { Indent = 4 }.Add(settle).Add(" --not-done");
        }
    }
}

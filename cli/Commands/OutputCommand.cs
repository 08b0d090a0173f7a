using System.CommandLine;
using Pulumi.Offline;
using Slipway.Cli.Changes;
using Slipway.Cli.Screens;

namespace Slipway.Cli.Commands;

internal static class OutputCommand
{
    public static Command Create(CommandContext context)
    {
        var stack = SharedOptions.Stack();
        var json = SharedOptions.Json();
        var name = new Argument<string?>("name") { Description = "One output; its bare value is printed", Arity = ArgumentArity.ZeroOrOne };
        var showSecrets = new Option<bool>("--show-secrets") { Description = "Print secrets as they are" };
        var command = new Command("output", "Show what the last `up` gave") { name, stack, json, showSecrets };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selected = context.Stacks.Select(parsed.GetRequiredValue(stack));
            var operations = context.Platform.Operations(selected);
            var outputs = await operations.ReadOutputsAsync(cancellationToken)
                ?? throw new UserException($"stack '{selected.Name}' has no outputs yet: run `slipway up -s {selected.Name}` first.");
            if (!parsed.GetValue(showSecrets)) outputs = new Masking(operations.Mask).Of(outputs);
            if (parsed.GetValue(name) is { } wanted) ShowOne(context, selected.Name, outputs, wanted, parsed.GetValue(json), parsed.GetValue(showSecrets));
            else ShowAll(context, outputs, parsed.GetValue(json), parsed.GetValue(showSecrets));
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void ShowOne(CommandContext context, string stack, PropertyValue.Map outputs, string name, bool json, bool showSecrets)
    {
        var value = outputs[name] ?? throw new UserException(
            $"stack '{stack}' has no output '{name}'. Its outputs: {(outputs.Count == 0 ? "none" : string.Join(", ", outputs.Select(output => output.Key)))}.");
        context.Session.Output.Writer.WriteLine(json ? Json.Text(value, showSecrets) : PropertyText.Raw(value, showSecrets));
    }

    private static void ShowAll(CommandContext context, PropertyValue.Map outputs, bool json, bool showSecrets)
    {
        if (json) context.Session.Output.Writer.WriteLine(Json.Text(outputs, showSecrets));
        else context.Session.Output.Write(OutputsScreen.Lines(outputs, showSecrets));
    }
}

using System.CommandLine;
using Pulumi.Offline;
using Slipway.Cli.Projects;
using Slipway.Cli.Screens;

namespace Slipway.Cli.Commands.Configuration;

internal static class ConfigListCommand
{
    public static Command Create(CommandContext context, string name)
    {
        var stack = SharedOptions.Stack();
        var json = SharedOptions.Json();
        var showSecrets = new Option<bool>("--show-secrets") { Description = "Print secrets as they are" };
        var command = new Command(name, "List the values of the stack") { stack, json, showSecrets };
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetRequiredValue(stack);
            // Without a look at the secrets no passphrase is needed.
            var selected = parsed.GetValue(showSecrets) ? context.Stacks.Select(wanted) : context.Stacks.SelectClosed(wanted);
            if (parsed.GetValue(json)) context.Session.Output.Writer.WriteLine(AsJson(selected.Configuration));
            else context.Session.Output.Write(Lines(selected.Configuration, selected.Name));
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static IEnumerable<Line> Lines(StackConfiguration configuration, string stack)
    {
        if (configuration.Values.IsEmpty) return [new Line($"Stack {stack} has no configuration.")];
        var table = new Table("KEY", "VALUE");
        foreach (var (key, value) in configuration.Values)
        {
            table.Add((key, Styles.Accent), (value.Contains('\n') ? PropertyText.Inline(new PropertyValue.Text(value)) : value, configuration.SecretKeys.Contains(key) ? Styles.Faint : Styles.Plain));
        }

        return table.Lines();
    }

    private static string AsJson(StackConfiguration configuration) => Json.Document(json =>
    {
        foreach (var (key, value) in configuration.Values)
        {
            json.Object(key, () =>
            {
                json.WriteString("value", value);
                json.WriteBoolean("secret", configuration.SecretKeys.Contains(key));
            });
        }
    });
}

using System.CommandLine;
using Slipway.Cli.Projects;
using Slipway.Cli.Sessions;

namespace Slipway.Cli.Commands.Configuration;

internal static class ConfigSetCommand
{
    public static Command Create(CommandContext context)
    {
        var key = new ConfigKeyArgument();
        var value = new Argument<string?>("value") { Description = "The value; read from stdin when not given", Arity = ArgumentArity.ZeroOrOne };
        var stack = SharedOptions.Stack();
        var secret = new Option<bool>("--secret") { Description = "Encrypt it" };
        var command = new Command("set", "Set a value; comments and order of the file stay");
        key.AddTo(command);
        command.Add(value);
        command.Add(stack);
        command.Add(secret);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var project = context.Stacks.FindProject();
            var name = parsed.GetRequiredValue(stack);
            context.Stacks.RequireConfigured(name);
            var path = key.Read(parsed, project);
            var text = parsed.GetValue(value) ?? await ReadAsync(context.Session, cancellationToken);
            var file = new StackFile(project, name);
            if (parsed.GetValue(secret))
            {
                file.SetSecret(path, text, Passphrase.Read(project, context.Session.Environment));
                if (!Passphrase.IsGiven(context.Session.Environment))
                    context.Session.Error.WriteLine("Encrypted with this clone's own key: others cannot read it. To share it, set PULUMI_CONFIG_PASSPHRASE and set the value again.");
            }
            else
            {
                file.Set(path, key.IsPath(parsed) ? YamlLines.Typed(text) : YamlLines.Text(text));
            }

            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task<string> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        if (session.CanAsk) throw new UserException("give the value, or pipe it in: `slipway config set <key> < file`. A secret is better piped: arguments show in the shell's history and the process list.");
        var text = await session.StandardInput().ReadToEndAsync(cancellationToken);
        return text.EndsWith('\n') ? text[..^1].TrimEnd('\r') : text;
    }
}

using System.CommandLine;
using Slipway.Cli.Alerts;

namespace Slipway.Cli.Commands.Alerts;

/// <summary>Which Alertmanager is asked: that of a stack, or one at an address of one's own, such as the end of a port-forward.</summary>
internal sealed record AlertmanagerOptions(CommandContext Context)
{
    public Option<string> Stack { get; } = SharedOptions.Stack();

    public Option<string?> Address { get; } = new("--address") { Description = "Where Alertmanager answers, such as http://127.0.0.1:9093, if not where the stack says", HelpName = "url" };

    public async Task<T> AskAsync<T>(ParseResult parsed, Func<AlertmanagerClient, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var client = new AlertmanagerClient(await FindAsync(parsed, cancellationToken));
        try
        {
            return await ask(client);
        }
        catch (AlertsUnknownException exception)
        {
            throw new UserException(
                $"{exception.Message}.\nIf it is in a network this machine is not in, make a way there (on Kubernetes `kubectl port-forward svc/alertmanager 9093`) and name its end: --address http://127.0.0.1:9093",
                ExitCode.Failed);
        }
    }

    private async Task<Uri> FindAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Address) is { } text)
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var given) && given.Scheme is "http" or "https"
                ? given
                : throw new UserException($"--address is '{text}', expected an address such as http://127.0.0.1:9093.");
        }

        var selected = Context.Stacks.Select(parsed.GetRequiredValue(Stack));
        return AlertmanagerAddress.In(await Context.Platform.Operations(selected).ReadOutputsAsync(cancellationToken)) ?? throw new UserException(
            $"stack '{selected.Name}' names no Alertmanager in its outputs: run `slipway up -s {selected.Name}`, or name one with --address http://127.0.0.1:9093.");
    }
}

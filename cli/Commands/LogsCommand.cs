using System.Collections.Immutable;
using System.CommandLine;
using Slipway.Cli.Live;
using Slipway.Cli.Logs;

namespace Slipway.Cli.Commands;

internal static class LogsCommand
{
    private const int DefaultTail = 100;

    public static Command Create(CommandContext context)
    {
        var workload = new Argument<string?>("workload") { Description = "Only this one", Arity = ArgumentArity.ZeroOrOne };
        var stack = SharedOptions.Stack();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with new lines until Ctrl-C" };
        var tail = new Option<int>("--tail") { Description = "How many of the last lines of each", DefaultValueFactory = _ => DefaultTail, HelpName = "lines" };
        var since = new Option<string?>("--since") { Description = "Only lines since then: 90s, 15m, 2h, 1d or 2026-11-21T23:00:00Z", HelpName = "time" };
        tail.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var lines) && lines < 0) result.AddError("--tail expects 0 or more lines.");
        });
        var command = new Command("logs", "Show the logs of workloads and servers, merged") { workload, stack, follow, tail, since };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            context.Interruption.IsQuiet = true;
            var selected = context.Stacks.Select(parsed.GetRequiredValue(stack));
            var from = parsed.GetValue(since) is { } text ? SinceTime.Parse(text, context.Session.Time.GetUtcNow()) : (DateTimeOffset?)null;
            var files = Choose(selected.Name, await context.Platform.Live(selected).ListLogsAsync(cancellationToken), parsed.GetValue(workload));
            var reader = new LogReader(files, context.Session.Output, context.Session.Time);
            await reader.ShowAsync(parsed.GetValue(tail), from, parsed.GetValue(follow), cancellationToken);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static ImmutableArray<LogFile> Choose(string stack, ImmutableArray<LogFile> files, string? workload)
    {
        if (workload is null) return files;
        ImmutableArray<LogFile> chosen = [.. files.Where(file => file.Name == workload)];
        if (!chosen.IsEmpty) return chosen;
        var names = files.Select(file => file.Name).Distinct().Order(StringComparer.Ordinal).ToArray();
        throw new UserException(names.Length == 0
            ? $"stack '{stack}' has no logs here: run `slipway up -s {stack}` first."
            : $"stack '{stack}' has no workload '{workload}'. It has: {string.Join(", ", names)}.");
    }
}

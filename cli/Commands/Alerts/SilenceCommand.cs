using System.CommandLine;
using System.Globalization;
using Slipway.Cli.Alerts;

namespace Slipway.Cli.Commands.Alerts;

internal static class SilenceCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static Command Create(CommandContext context)
    {
        var options = new AlertmanagerOptions(context);
        var alert = new Argument<string>("alert") { Description = "The name of the alert" };
        var length = new Option<string>("--for") { Description = "For how long: 30m, 2h, 1d", Required = true, HelpName = "time" };
        var comment = new Option<string>("--comment") { Description = "Why, for whoever finds it", Required = true, HelpName = "text" };
        var workload = new Option<string?>("--workload") { Description = "Only where it is about this workload", HelpName = "name" };
        var command = new Command("silence", "Tell nobody of an alert for a while") { alert, length, comment, workload, options.Stack, options.Address };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var now = context.Session.Time.GetUtcNow();
            var silence = new Silence(
                parsed.GetRequiredValue(alert),
                parsed.GetValue(workload),
                now,
                now + Length(parsed.GetRequiredValue(length)),
                context.Session.Environment("USER") ?? "slipway",
                Comment(parsed.GetRequiredValue(comment)));
            var (id, fires) = await options.AskAsync(parsed, async client => (
                await client.SilenceAsync(silence, cancellationToken),
                (await client.ReadAsync(cancellationToken)).Any(firing => firing.Name == silence.Alert)), cancellationToken);
            // A name that is spelled wrong is silent as well.
            if (!fires) context.Session.Error.WriteLine($"No alert '{silence.Alert}' fires now; one that begins to is held back.");
            context.Session.Output.WriteLine($"{id}  nobody is told of {silence.Alert}{(silence.Workload is { } name ? $" of {name}" : "")} until {silence.End.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)}");
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static TimeSpan Length(string text) =>
        LengthOfTime.Parse(text) is { } length && length > TimeSpan.Zero && length <= Longest
            ? length
            : throw new UserException($"--for is '{text}', expected a length of time up to {Longest.TotalDays:0}d, such as 30m, 2h or 1d.");

    private static string Comment(string text) =>
        string.IsNullOrWhiteSpace(text) ? throw new UserException("--comment is empty, expected why nobody is to be told.") : text;
}

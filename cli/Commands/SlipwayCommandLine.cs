using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Slipway.Cli.Commands.Alerts;
using Slipway.Cli.Commands.Configuration;
using Slipway.Cli.Commands.Policies;
using Slipway.Cli.Commands.Releases;
using Slipway.Cli.Commands.Stacks;
using Slipway.Cli.Screens;
using Slipway.Cli.Sessions;
using Slipway.Cli.Stacks;
using Slipway.Engine;

namespace Slipway.Cli.Commands;

/// <summary>The <c>slipway</c> command: what it offers, and how anything that goes wrong is told.</summary>
public sealed class SlipwayCommandLine(Session session, Interruption interruption, Platform platform)
{
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            return await InvokeAsync(arguments);
        }
        catch (UserException exception)
        {
            return Tell(exception.Message, exception.ExitCode);
        }
        catch (Exception exception) when (exception is PlanChangedException or StackLockedException)
        {
            return Tell(exception.Message, ExitCode.Conflict);
        }
        catch (EngineException exception)
        {
            return Tell(exception.Message, ExitCode.Failed);
        }
        catch (OperationCanceledException) when (interruption.Stop.IsCancellationRequested)
        {
            return Tell("interrupted.", ExitCode.Failed);
        }
        catch (Exception exception)
        {
            session.Error.WriteLine("This is a bug in slipway. Please report it with the command and the lines below.", Styles.Bad);
            foreach (var line in exception.ToString().Split('\n')) session.Error.WriteLine(line);
            return (int)ExitCode.Failed;
        }
    }

    private Task<int> InvokeAsync(IReadOnlyList<string> arguments)
    {
        var context = new CommandContext(session, interruption, platform);
        var root = new Command("slipway", "Takes small services, each described once in a Score file, to every environment.")
        {
            UpCommand.Create(context),
            PreviewCommand.Create(context),
            DestroyCommand.Create(context),
            RefreshCommand.Create(context),
            StatusCommand.Create(context),
            ReleaseCommand.Create(context),
            LogsCommand.Create(context),
            AlertsCommand.Create(context),
            OutputCommand.Create(context),
            PolicyCommand.Create(context),
            ConfigCommand.Create(context),
            StackCommand.Create(context),
            CostCommand.Create(context),
            ReportCommand.Create(context),
            DoctorCommand.Create(context),
            new HelpOption(),
            new VersionOption(),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            var command = PathOf(parsed.CommandResult);
            throw new UserException($"{string.Join('\n', parsed.Errors.Select(error => error.Message))}\nSee `{command} --help`.");
        }

        return parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = session.Output.Writer,
                Error = session.Error.Writer,
                EnableDefaultExceptionHandler = false,

                // Ctrl-C is ours: an update finishes what runs.
                ProcessTerminationTimeout = null,
            },
            interruption.Stop);
    }

    private static string PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : command.Command.Name;

    private int Tell(string message, ExitCode exitCode)
    {
        var lines = message.TrimEnd().Split('\n');
        session.Error.Write(new Line { Indent = 2 }.Add("error: ", Styles.Bad).Add(lines[0]));
        foreach (var line in lines.Skip(1)) session.Error.Write(new Line { Indent = 2 }.Add(line));
        return (int)exitCode;
    }
}

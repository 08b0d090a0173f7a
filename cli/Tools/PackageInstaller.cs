using System.Collections.Immutable;
using Slipway.Cli.Processes;
using Slipway.Cli.Screens;
using Slipway.Cli.Sessions;

namespace Slipway.Cli.Tools;

/// <summary>Brings in what a target needs, after saying exactly what.</summary>
public sealed class PackageInstaller(Session session, Func<HostFacts> host)
{
    private const int TailOnFailure = 15;

    /// <summary>Returns once nothing is missing; refuses, by exception, when that cannot be reached.</summary>
    /// <param name="yes">Do not ask.</param>
    public async Task InstallAsync(ImmutableArray<RequiredTool> missing, bool yes, CancellationToken cancellationToken)
    {
        if (missing.IsEmpty) return;

        var installation = PackageInstallation.Plan(missing, host(), session.CanAsk);
        if (installation.Command is not { } command) throw new UserException(installation.Obstacle!, ExitCode.Failed);

        var error = session.Error;
        error.WriteLine($"Missing: {string.Join(", ", missing.Select(tool => tool.Command))}");
        error.WriteLine($"To install with apt{(command.File == "sudo" ? ", through sudo" : "")}: {string.Join(' ', installation.Packages)}");
        error.WriteLine("Their own servers are neither started nor enabled.");
        if (!yes && !session.Confirm("Install these packages?", "--yes installs without asking"))
        {
            throw new UserException("nothing was installed.", ExitCode.Failed);
        }

        var started = session.Time.GetTimestamp();
        var result = await session.Processes.RunAsync(command, line => ShowMilestone(error, line), cancellationToken);
        if (!result.Succeeded)
        {
            var tail = string.Join('\n', result.Output.TrimEnd().Split('\n').TakeLast(TailOnFailure).Select(line => $"  {line}"));
            throw new UserException(
                $"installing {string.Join(' ', installation.Packages)} failed with exit code {result.ExitCode}:\n{tail}\nPut that right and run `slipway doctor --install` again.",
                ExitCode.Failed);
        }

        error.WriteLine($"Installed {Plural.Of(installation.Packages.Length, "package")} in {Durations.Short(session.Time.GetElapsedTime(started))}");
    }

    // apt writes hundreds of lines; these tell how far it has come.
    private static void ShowMilestone(Terminal error, string line)
    {
        if (line.StartsWith("Setting up ", StringComparison.Ordinal)
            || line.StartsWith("Fetched ", StringComparison.Ordinal)
            || line.StartsWith("E: ", StringComparison.Ordinal)
            || line.StartsWith("slipway: ", StringComparison.Ordinal))
        {
            error.WriteLine($"  {line}", Styles.Faint);
        }
    }
}

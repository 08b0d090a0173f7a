using System.Collections.Immutable;
using Slipway.Cli.Processes;

namespace Slipway.Cli.Tools;

/// <summary>How missing packages are brought in, decided before anything runs.</summary>
/// <param name="Packages">What is installed, in ordinal order, each once.</param>
/// <param name="Command">The one command that does it; null when this machine offers no way.</param>
/// <param name="Obstacle">Why there is no way, and what to do instead.</param>
public sealed record PackageInstallation(ImmutableArray<string> Packages, CommandLine? Command, string? Obstacle)
{
    public static PackageInstallation Plan(IEnumerable<RequiredTool> missing, HostFacts host, bool canAskForPassword)
    {
        var tools = missing.ToImmutableArray();
        ImmutableArray<string> packages = [.. tools.Select(tool => tool.Package).Distinct().Order(StringComparer.Ordinal)];
        if (!host.HasApt)
        {
            var list = string.Join("\n", tools.Select(tool => $"  {tool.Command} (package {tool.Package} on Debian)"));
            return new PackageInstallation(packages, null,
                $"this system has no apt-get, so slipway cannot install what is missing:\n{list}\nInstall these with the system's own package manager and run the command again.");
        }

        var script = InstallScript.For(packages, host.RunsSystemd);
        if (host.IsRoot) return new PackageInstallation(packages, new CommandLine("sh", ["-c", script]), null);
        if (!host.HasSudo)
        {
            return new PackageInstallation(packages, null,
                $"installing packages needs root, and there is no sudo here. Run as root: apt-get install {string.Join(' ', packages)}");
        }

        // Without a terminal nobody can type a password: fail at once rather than wait for one.
        return canAskForPassword
            ? new PackageInstallation(packages, new CommandLine("sudo", ["--", "sh", "-c", script], Interactive: true), null)
            : new PackageInstallation(packages, new CommandLine("sudo", ["--non-interactive", "--", "sh", "-c", script]), null);
    }
}

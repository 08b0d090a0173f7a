using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Slipway.Cli.Live;
using Slipway.Cli.Processes;
using Slipway.Cli.Sessions;
using Slipway.Cli.Stacks;
using Slipway.Cli.Tools;

namespace Slipway.Cli.Doctor;

/// <summary>Looks at a machine: is everything there that a stack needs?</summary>
public sealed class Diagnosis(Session session, ToolFinder finder, Func<string, long> freeDisk)
{
    // In the order in which the C library asks them.
    private static readonly ImmutableArray<string> LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    private const int DotnetMajor = 10;
    private const int NodeMajor = 20;
    private const long LowDisk = 5L << 30;
    private const long TooLittleDisk = 1L << 30;

    public async Task<ImmutableArray<Finding>> RunAsync(
        SelectedStack stack, ImmutableArray<RequiredTool> tools, ImmutableArray<int> ports, LiveStatus live, CancellationToken cancellationToken) =>
    [
        await VersionAsync(".NET SDK", "dotnet", DotnetMajor, "Install the .NET 10 SDK: https://dotnet.microsoft.com/download", cancellationToken),
        await VersionAsync("Node.js", "node", NodeMajor, $"Install Node.js {NodeMajor} or newer: https://nodejs.org", cancellationToken),
        await VersionAsync("npm", "npm", 0, "Install npm (Debian: apt-get install npm)", cancellationToken),
        .. tools.Select(Tool),
        FreeDisk(stack.Project.Folder),
        StateFolder(stack.Project.StateFolder),
        Ports(ports, live),
        Locale(),
    ];

    private async Task<Finding> VersionAsync(string subject, string command, int atLeast, string advice, CancellationToken cancellationToken)
    {
        var result = await session.Processes.RunAsync(new CommandLine(command, ["--version"]), null, cancellationToken);
        var version = result.Output.Trim().Split('\n')[^1].TrimStart('v');
        if (!result.Succeeded) return new Finding(subject, FindingState.Missing, "not installed", advice);
        return int.TryParse(version.Split('.')[0], out var major) && major >= atLeast
            ? new Finding(subject, FindingState.Ok, version)
            : new Finding(subject, FindingState.Missing, $"{version}, needed is {atLeast} or newer", advice);
    }

    private Finding Tool(RequiredTool tool) => finder.Find(tool) is { } file
        ? new Finding(tool.Command, FindingState.Ok, file)
        : new Finding(tool.Command, FindingState.Missing, $"package {tool.Package} is not installed", "slipway doctor --install");

    private Finding FreeDisk(string folder)
    {
        var free = freeDisk(folder);
        var detail = $"{free / (double)(1L << 30):0.0} GB free in {folder}";
        return free switch
        {
            < TooLittleDisk => new Finding("disk", FindingState.Missing, detail, "Free some space: databases and builds need at least 1 GB"),
            < LowDisk => new Finding("disk", FindingState.Warning, detail, "Builds, databases and metrics may fill this"),
            _ => new Finding("disk", FindingState.Ok, detail),
        };
    }

    private static Finding StateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Finding("state folder", FindingState.Ok, folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Finding("state folder", FindingState.Missing, $"{folder}: {exception.Message}", "Give yourself the folder: chown it, or clone as the user who runs slipway");
        }
    }

    private static Finding Ports(ImmutableArray<int> ports, LiveStatus live)
    {
        if (ports.IsEmpty) return new Finding("ports", FindingState.Ok, "none needed");

        // What the stack itself listens on is taken rightly.
        var own = live.Services.Where(service => service.Address is not null)
            .Select(service => service.Address!.Split(':')[^1])
            .ToHashSet(StringComparer.Ordinal);
        var taken = ports.Where(port => !own.Contains(port.ToString()) && IsTaken(port)).ToArray();
        return taken.Length == 0
            ? new Finding("ports", FindingState.Ok, $"{ports.Min()} to {ports.Max()}")
            : new Finding("ports", FindingState.Missing, $"taken by another program: {string.Join(", ", taken)}", "Stop that program (`ss -ltnp` names it) or set another base port");
    }

    private static bool IsTaken(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private Finding Locale()
    {
        var locale = LocaleVariables.Select(session.Environment).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "C";
        return locale.Replace("-", "").EndsWith("UTF8", StringComparison.OrdinalIgnoreCase)
            ? new Finding("locale", FindingState.Ok, locale)
            : new Finding("locale", FindingState.Warning, $"{locale} is not UTF-8", "export LANG=C.UTF-8");
    }
}

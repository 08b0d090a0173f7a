using System.Collections.Immutable;

namespace Slipway.Cli.Tools;

/// <summary>Looks for programs on PATH, in the folders a server's package uses, and in those a tool names.</summary>
/// <param name="path">The value of PATH.</param>
public sealed class ToolFinder(string? path)
{
    // Debian puts servers here, outside the PATH of ordinary users.
    private static readonly ImmutableArray<string> ServerFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    private readonly ImmutableArray<string> _folders =
        [.. (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries), .. ServerFolders];

    /// <summary>The program's file, or null when it is not installed.</summary>
    public string? Find(RequiredTool tool) =>
        _folders.Concat(tool.SearchPaths.SelectMany(Expand))
            .Select(folder => Path.Combine(folder, tool.Command))
            .FirstOrDefault(IsExecutable);

    public ImmutableArray<RequiredTool> Missing(IEnumerable<RequiredTool> tools) => [.. tools.Where(tool => Find(tool) is null)];

    private static IEnumerable<string> Expand(string pattern)
    {
        IEnumerable<string> folders = ["/"];
        foreach (var part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            folders = part.Contains('*')
                ? folders.Where(Directory.Exists).SelectMany(folder => Directory.GetDirectories(folder, part).OrderDescending(StringComparer.Ordinal))
                : folders.Select(folder => Path.Combine(folder, part));
        }

        return folders;
    }

    private static bool IsExecutable(string file) =>
        File.Exists(file)
        // A link to a program that was removed exists too.
        && File.ResolveLinkTarget(file, returnFinalTarget: true) is not { Exists: false }
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}

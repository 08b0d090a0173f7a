using System.Globalization;
using Slipway.Cli.Stacks;

namespace Slipway.Cli.Releases;

/// <summary>One process at a time drives the releases of a stack. The system gives the lock back when the process ends, however it ends.</summary>
internal sealed class ReleaseLease : IDisposable
{
    private readonly FileStream _file;

    private ReleaseLease(FileStream file) => _file = file;

    /// <exception cref="UserException">Another process drives.</exception>
    public static ReleaseLease Take(SelectedStack stack) =>
        TryTake(stack) ?? throw new UserException(
            $"process {HolderOf(stack)} drives a release of stack {stack.Name}. Wait for it, or tell it: `slipway release promote` or `slipway release abort`.", ExitCode.Conflict);

    /// <summary>Null when another process drives.</summary>
    public static ReleaseLease? TryTake(SelectedStack stack)
    {
        Directory.CreateDirectory(stack.StateFolder);
        try
        {
            var file = new FileStream(PathOf(stack), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            WholeFile.Replace(HolderPathOf(stack), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new ReleaseLease(file);
        }
        catch (IOException) when (File.Exists(PathOf(stack)))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();

    // In a file of its own: nobody can open the one that is locked.
    private static string HolderOf(SelectedStack stack) => File.Exists(HolderPathOf(stack)) ? File.ReadAllText(HolderPathOf(stack)) : "that has just begun";

    private static string PathOf(SelectedStack stack) => Path.Combine(stack.StateFolder, $"{stack.Project.Name}.{stack.Name}.release");

    private static string HolderPathOf(SelectedStack stack) => $"{PathOf(stack)}-driver";
}

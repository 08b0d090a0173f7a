using System.Globalization;
using System.Text;
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
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new ReleaseLease(file);
        }
        catch (IOException) when (File.Exists(PathOf(stack)))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();

    // The lock is the system's advice to those who ask for it; cat does not ask.
    private static string HolderOf(SelectedStack stack)
    {
        using var file = new FileStream(PathOf(stack), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    private static string PathOf(SelectedStack stack) => Path.Combine(stack.StateFolder, $"{stack.Project.Name}.{stack.Name}.release");
}

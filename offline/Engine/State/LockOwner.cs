using System.Diagnostics;
using System.Globalization;

namespace Slipway.Engine.State;

/// <summary>Who holds a stack's lock.</summary>
/// <param name="ProcessStart">Tells a process from a later one with the same number.</param>
public sealed record LockOwner(string User, string Host, int ProcessId, string ProcessStart)
{
    public static LockOwner ThisProcess() =>
        new(Environment.UserName, Environment.MachineName, Environment.ProcessId, StartOf(Environment.ProcessId) ?? "");

    /// <summary>When a process of this machine began, as an opaque text; null when there is no such process.</summary>
    internal static string? StartOf(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                var stat = File.ReadAllText($"/proc/{processId}/stat");
                // The second field is the program's name in parentheses and may hold spaces; fields are counted after it.
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                var ended = fields[0] is "Z" or "X";
                return ended ? null : fields[19];
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        try
        {
            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}

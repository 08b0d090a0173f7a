using System.Diagnostics;
using System.Globalization;

namespace Slipway.Engine.Tests.State;

/// <summary>The sandbox in a process that is kept from writing, by limits any user may set: no disk is mounted or filled for it.</summary>
internal static class LimitedRun
{
    /// <summary>No file may grow beyond that: the next write fails, as on a full disk.</summary>
    public static Task<(int ExitCode, string Error)> WithFilesUpToAsync(int bytes, string folder, Scenario scenario) =>
        // Ignored, the signal a write over the limit sends becomes the write's error.
        RunAsync(["sh", "-c", "trap '' XFSZ; exec prlimit --fsize=\"$0\" -- \"$@\"", bytes.ToString(CultureInfo.InvariantCulture)], folder, scenario);

    /// <summary>As a user whom a folder's permissions bind; they do not bind root, unless it gives that power away.</summary>
    public static Task<(int ExitCode, string Error)> BoundByPermissionsAsync(string folder, Scenario scenario) =>
        RunAsync(Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"] : [], folder, scenario);

    private static async Task<(int ExitCode, string Error)> RunAsync(string[] limit, string folder, Scenario scenario)
    {
        string[] command =
        [
            .. limit, "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "EngineSandbox.dll"),
            folder, $"{scenario.Seed}", $"{scenario.Version}", "-1", $"{scenario.Refresh}",
        ];
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Otherwise the runtime keeps its code in a file, which the limit would reach too.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await error);
    }
}

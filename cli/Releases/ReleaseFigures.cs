using System.Globalization;

namespace Slipway.Cli.Releases;

/// <summary>What a release leaves for Prometheus to read: when one of a workload last succeeded, and when one was last aborted.</summary>
/// <param name="folder">Where the exporter of the machine looks; nothing is written where there is none.</param>
internal sealed class ReleaseFigures(string folder)
{
    private const string Succeeded = "slipway_release_succeeded_timestamp_seconds";
    private const string Aborted = "slipway_release_aborted_timestamp_seconds";

    public void Write(string workload, bool succeeded, DateTimeOffset at)
    {
        if (!Directory.Exists(folder)) return;
        var path = Path.Combine(folder, $"slipway_release_{workload}.prom");
        var name = succeeded ? Succeeded : Aborted;
        var others = File.Exists(path) ? File.ReadAllLines(path).Where(line => !line.Contains(name, StringComparison.Ordinal)) : [];
        var text = string.Concat(others.Concat(
        [
            $"# HELP {name} When the latest release of the workload {(succeeded ? "succeeded" : "was aborted")}.",
            $"# TYPE {name} gauge",
            string.Create(CultureInfo.InvariantCulture, $"{name}{{workload=\"{workload}\"}} {at.ToUnixTimeSeconds()}"),
        ]).Select(line => line + "\n"));
        WholeFile.Replace(path, text);
        // The exporter runs as the stack's user, whoever drives the release.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }
}

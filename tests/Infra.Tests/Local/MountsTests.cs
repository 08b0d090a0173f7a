using System.Diagnostics;
using Slipway.Infra.Components.Local;

namespace Infra.Tests.Local;

public sealed class MountsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-mounts-").FullName;

    [Fact]
    public void A_program_finds_its_file_and_volume_in_place_and_the_rest_of_the_machine_unchanged()
    {
        var file = Path.Combine(_folder, "file");
        var volume = Directory.CreateDirectory(Path.Combine(_folder, "volume")).FullName;
        File.WriteAllText(file, "content\n");

        var (code, output, message) = Run(
            ["ro", file, "/etc/slipway-test/file", "rw", volume, "/slipway-test-data", "--", "bash", "-c",
            "cat /etc/slipway-test/file; echo kept > /slipway-test-data/kept; echo no > /etc/slipway-test/file || echo read-only; test -f /etc/passwd && echo $$"]);

        Assert.True(code == 0, message);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["content", "read-only"], lines[..2]);
        Assert.Equal("kept\n", File.ReadAllText(Path.Combine(volume, "kept")));
        Assert.False(Directory.Exists("/etc/slipway-test"));
        Assert.False(Directory.Exists("/slipway-test-data"));
    }

    [Fact]
    public void The_program_keeps_the_process_id_and_the_user_of_what_started_it()
    {
        var (code, output, message) = Run(["rw", _folder, "/slipway-test-data", "--", "bash", "-c", "echo \"$$ $(id -u)\""], before: "echo \"$$ $(id -u)\"");

        Assert.True(code == 0, message);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines[0], lines[1]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (int Code, string Output, string Message) Run(string[] arguments, string before = ":")
    {
        var script = $"{before}; export SLIPWAY_UID=$(id -u) SLIPWAY_GID=$(id -g); "
            + $"exec unshare --user --map-root-user --mount --propagation private -- bash -euo pipefail -c \"$SCRIPT\" mounts {_folder}/view \"$@\"";
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", script, "test", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SCRIPT"] = Scripts.Read("mounts.sh") },
        })!;
        var output = process.StandardOutput.ReadToEnd();
        var message = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, message);
    }
}
